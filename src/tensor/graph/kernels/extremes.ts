// Where along an axis the largest or smallest number lies; the first such place.
import { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import { appendOne, converted, plainName, plainValue } from '../recording.js';

for (const kernel of ['ArgMax', 'ArgMin']) {
  defineKernel(kernel, ({ recording, inputs, attributes }) => {
    const x = inputs.x!;
    const axis = tf.util.parseAxisParam(attributes.axis as number, [...x.shape])[0]!;
    if (x.shape[axis] === 0) {
      throw new Error(
        `${kernel}: got the shape [${x.shape.join(', ')}], expected something along axis ${axis} to choose from`,
      );
    }
    const numbers = plainName(recording, x.type === 'bool' ? converted(recording, x, 'int32') : x);
    const place = appendOne(recording, kernel, [numbers], { axis, keepdims: 0 });
    const shape = x.shape.filter((_, index) => index !== axis);
    // 6 is int32; ONNX counts places in int64.
    return plainValue(appendOne(recording, 'Cast', [place], { to: 6 }), shape, 'int32');
  });
}
