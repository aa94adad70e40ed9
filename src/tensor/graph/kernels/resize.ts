// Resizing images. Each output row and column is a fixed sum of input rows and columns, so resizing is a product with
// one constant matrix from the left and one from the right.

import { type Interpolation, resizingMatrix } from '../../resizing-matrix.js';
import type { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import { appendOne, channelsFirstName, constant, converted, plainName, type RecordedValue } from '../recording.js';

const kernels: Record<string, Interpolation> = { ResizeBilinear: 'linear', ResizeNearestNeighbor: 'nearest' };

for (const [kernel, interpolation] of Object.entries(kernels)) {
  defineKernel(kernel, ({ recording, inputs, attributes }) => {
    const { images } = inputs as Record<'images', RecordedValue>;
    const { size, ...rules } = attributes as unknown as tf.ResizeBilinearAttrs;
    const [batch, rows, columns, channels] = images.shape as [number, number, number, number];
    const matrix = (from: number, to: number): string => {
      const weights = resizingMatrix(from, to, interpolation, rules);
      return plainName(recording, constant(recording, weights, [to, from], 'float32'));
    };
    const numbers = channelsFirstName(recording, converted(recording, images, 'float32'));
    const right = appendOne(recording, 'Transpose', [matrix(columns, size[1])], { perm: [1, 0] });
    const heightened = appendOne(recording, 'MatMul', [matrix(rows, size[0]), numbers]);
    const name = appendOne(recording, 'MatMul', [heightened, right]);
    const shape = [batch, size[0], size[1], channels];
    const result: RecordedValue = { shape, type: 'float32', channelsFirst: name };
    return interpolation === 'nearest' ? converted(recording, result, images.type) : result;
  });
}
