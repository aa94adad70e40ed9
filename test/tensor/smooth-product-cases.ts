// The table of higher derivatives: products, convolutions, pooling and resizing.
import { tf } from '../../src/tensor/tfjs.js';
import { type KernelTable, kernelCase } from './kernel-case.js';
import { apart, between, curved, gentle } from './smooth-case.js';

type Image = tf.Tensor4D;

/** A kernel that no public operation runs by itself. */
const kernel = (name: string, inputs: tf.NamedTensorMap, attributes: object): tf.Tensor =>
  tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap);

const windows = [
  { label: 'same, stride 1', pad: 'same', strides: [1, 1] },
  { label: 'valid, stride 2 by 1', pad: 'valid', strides: [2, 1] },
] as const;

/** The output gradient's shape for an image of 4 by 3 and a filter of 2 by 2. */
const outputs = { same: [4, 3], valid: [2, 2] } as const;

export const smoothProductCases: KernelTable = {
  AvgPool: windows.map(({ label, pad, strides }) =>
    curved(label, [gentle([1, 4, 3, 1])], (x) => tf.avgPool(x as Image, 2, [...strides], pad)),
  ),
  BatchMatMul: [
    ...[false, true].flatMap((first) =>
      [false, true].map((second) =>
        curved(
          `with${first ? ' the first' : ''}${second ? ' the second' : ''} transposed`,
          [gentle(first ? [3, 2] : [2, 3], 1), gentle(second ? [2, 3] : [3, 2], 2)],
          (a, b) => tf.matMul(a!, b!, first, second),
        ),
      ),
    ),
    curved('of batches', [gentle([2, 1, 2], 1), gentle([2, 2, 2], 2)], (a, b) => tf.matMul(a!, b!)),
    curved('of a batch by one', [gentle([2, 1, 2], 1), gentle([1, 2, 2], 2)], (a, b) => tf.matMul(a!, b!)),
    curved('of a batch by a matrix', [gentle([2, 2], 1), gentle([2, 2, 1], 2)], (a, b) => tf.matMul(a!, b!)),
  ],
  Conv2D: [
    ...windows.map(({ label, pad, strides }) =>
      curved(label, [gentle([1, 4, 3, 2], 1), gentle([2, 2, 2, 2], 2)], (x, filter) =>
        tf.conv2d(x as Image, filter as Image, [...strides], pad),
      ),
    ),
    curved('dilated', [gentle([1, 4, 3, 1], 1), gentle([2, 2, 1, 2], 2)], (x, filter) =>
      tf.conv2d(x as Image, filter as Image, 1, 'same', 'NHWC', [2, 1]),
    ),
  ],
  Conv2DBackpropFilter: windows.map(({ label, pad, strides }) =>
    curved(label, [gentle([1, 4, 3, 1], 1), gentle([1, ...outputs[pad], 2], 2)], (x, dy) =>
      kernel(
        'Conv2DBackpropFilter',
        { x: x!, dy: dy! },
        { strides, pad, filterShape: [2, 2, 1, 2], dataFormat: 'NHWC' },
      ),
    ),
  ),
  Conv2DBackpropInput: windows.map(({ label, pad, strides }) =>
    curved(label, [gentle([1, ...outputs[pad], 2], 1), gentle([2, 2, 1, 2], 2)], (dy, filter) =>
      tf.conv2dTranspose(dy as Image, filter as Image, [1, 4, 3, 1], [...strides], pad),
    ),
  ),
  DepthwiseConv2dNative: [
    { label: 'same, stride 1', pad: 'same', stride: 1 } as const,
    { label: 'valid, stride 2', pad: 'valid', stride: 2 } as const,
  ].map(({ label, pad, stride }) =>
    curved(label, [gentle([1, 4, 3, 2], 1), gentle([2, 2, 2, 2], 2)], (x, filter) =>
      tf.depthwiseConv2d(x as Image, filter as Image, stride, pad),
    ),
  ),
  DepthwiseConv2dNativeBackpropFilter: [
    curved('same', [gentle([1, 3, 2, 2], 1), gentle([1, 3, 2, 2], 2)], (x, dy) =>
      kernel(
        'DepthwiseConv2dNativeBackpropFilter',
        { x: x!, dy: dy! },
        { strides: [1, 1], dilations: [1, 1], pad: 'same', filterShape: [2, 2, 2, 1] },
      ),
    ),
  ],
  DepthwiseConv2dNativeBackpropInput: [
    curved('same', [gentle([1, 3, 2, 2], 1), gentle([2, 2, 2, 1], 2)], (dy, filter) =>
      kernel(
        'DepthwiseConv2dNativeBackpropInput',
        { dy: dy!, filter: filter! },
        { strides: [1, 1], dilations: [1, 1], pad: 'same', inputShape: [1, 3, 2, 2] },
      ),
    ),
  ],
  Einsum: [
    curved('a product', [gentle([2, 3], 1), gentle([3, 2], 2)], (a, b) => tf.einsum('ij,jk->ki', a!, b!)),
    curved('a sum', [gentle([2, 3])], (x) => tf.einsum('ij->i', x!)),
  ],
  FusedBatchNorm: [
    kernelCase(
      'with scale and offset',
      [gentle([2, 1, 2, 2], 1), gentle([2], 2), between(0.8, 1.5)([2], 3), gentle([2], 4), gentle([2], 5)],
      (x, mean, variance, offset, scale) => tf.batchNorm(x!, mean!, variance!, offset!, scale!, 0.1),
    ),
  ],
  MaxPool: windows.map(({ label, pad, strides }) =>
    curved(label, [apart([1, 4, 3, 1])], (x) => tf.maxPool(x as Image, 2, [...strides], pad)),
  ),
  MaxPoolGrad: [
    curved('same', [gentle([1, 3, 2, 1], 1), apart([1, 3, 2, 1], 2)], (dy, input) =>
      kernel(
        'MaxPoolGrad',
        { dy: dy!, input: input!, output: tf.maxPool(input as Image, 2, 1, 'same') },
        { filterSize: 2, strides: 1, pad: 'same' },
      ),
    ),
  ],
  MaxPoolWithArgmax: [
    curved('valid', [apart([2, 2, 3, 1])], (x) => tf.maxPoolWithArgmax(x as Image, 2, 1, 'valid').result!),
  ],
  ResizeBilinear: [curved('to twice', [gentle([1, 2, 2, 1])], (x) => tf.image.resizeBilinear(x as Image, [4, 3]))],
  ResizeNearestNeighbor: [
    curved('to twice', [gentle([1, 2, 2, 1])], (x) => tf.image.resizeNearestNeighbor(x as Image, [4, 3])),
  ],
};
