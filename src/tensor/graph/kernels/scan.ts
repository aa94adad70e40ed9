// Cumulative sums and products along an axis.
import { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import { appendOne, integers, plainName, scalar } from '../recording.js';

defineKernel('Cumsum', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const axis = integers(recording, [attributes.axis as number], []);
  const flags = { exclusive: attributes.exclusive ? 1 : 0, reverse: attributes.reverse ? 1 : 0 };
  return {
    shape: x.shape,
    type: x.type,
    plain: appendOne(recording, 'CumSum', [plainName(recording, x), axis], flags),
  };
});

// ONNX has no cumulative product. Each step doubles the distance of the values to multiply by, so log2(n) steps suffice
// (Hillis & Steele 1986, doi 10.1145/7902.7903).
defineKernel('Cumprod', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const axis = tf.util.parseAxisParam(attributes.axis as number, [...x.shape])[0]!;
  const one = scalar(recording, 1, x.type);
  const zeros = x.shape.map(() => 0);
  /** The values moved by `distance` along the axis, with ones following; a negative padding cuts off. */
  const shifted = (name: string, distance: number): string => {
    const [before, after] = attributes.reverse ? [-distance, distance] : [distance, -distance];
    const pads = integers(recording, [...zeros.with(axis, before), ...zeros.with(axis, after)]);
    return appendOne(recording, 'Pad', [name, pads, one]);
  };
  let product = plainName(recording, x);
  if (attributes.exclusive) product = shifted(product, 1);
  for (let distance = 1; distance < x.shape[axis]!; distance *= 2) {
    product = appendOne(recording, 'Mul', [product, shifted(product, distance)]);
  }
  return { shape: x.shape, type: x.type, plain: product };
});
