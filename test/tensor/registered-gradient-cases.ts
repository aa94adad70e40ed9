// Functions whose gradients src/tensor/gradients registers, to be differentiated twice. Linear ones are squared, so
// that there is a second derivative to check.
import { tf } from '../../src/tensor/tfjs.js';
import { awayFromZero, normals } from './arrays.js';
import { channelsFirst, type KernelCase, kernelCase, type Values } from './kernel-case.js';

const squared = (label: string, shape: readonly number[], fn: (x: tf.Tensor) => tf.Tensor, values: Values = normals) =>
  kernelCase(label, [values(shape)], (x) => tf.square(fn(x!)));

const pools = [
  [2, 2, 'valid'],
  [3, 2, 'same'],
  [[2, 3], 1, 'same'],
  [3, 2, 1],
] as const;

/** Distinct numbers, at least a fifth apart, whose largest stays the largest under small changes. */
const apart: Values = (shape, seed) => {
  const { data } = normals(shape, seed);
  const order = [...data.keys()].sort((a, b) => data[a]! - data[b]!);
  return { shape, data: Float32Array.from(data, (_, index) => 0.2 * order.indexOf(index) - 2) };
};

const poolCases: readonly KernelCase[] = pools.flatMap(([window, stride, pad]) => {
  const setting = [window as number, stride as number, pad] as const;
  return [
    squared(`avgPool by ${window}, stride ${stride}, ${pad}`, [1, 4, 5, 2], (x) =>
      tf.avgPool(x as tf.Tensor4D, ...setting, pad === 1 ? 'floor' : undefined),
    ),
    squared(
      `maxPool by ${window}, stride ${stride}, ${pad}`,
      [2, 4, 5, 1],
      (x) => tf.maxPool(x as tf.Tensor4D, ...setting, pad === 1 ? 'floor' : undefined),
      apart,
    ),
  ];
});

const depthwiseCases: readonly KernelCase[] = (
  [
    [1, 'same'],
    [2, 'same'],
    [2, 'valid'],
  ] as const
).map(([stride, pad]) =>
  kernelCase(
    `depthwiseConv2d, stride ${stride}, ${pad}`,
    [normals([2, 4, 5, 2], 1), normals([3, 2, 2, 2], 2)],
    (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad),
  ),
);

const dilatedCases: readonly KernelCase[] = (['same', 'valid'] as const).map((pad) =>
  kernelCase(`conv2d, dilated, ${pad}`, [normals([1, 6, 5, 2], 1), normals([3, 2, 2, 2], 2)], (x, filter) =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, pad, 'NHWC', [2, 3]),
  ),
);

// TensorFlow.js's cpu kernel is wrong where one of two operands has an index of its own that is summed over.
const einsumCases: readonly KernelCase[] = ['ij,jk->ik', 'ij,kj->ki', 'ij,ij->', 'ij,kl->ikjl'].map((equation) =>
  kernelCase(`einsum ${equation}`, [normals([3, 3], 1), normals([3, 3], 2)], (a, b) => tf.einsum(equation, a!, b!)),
);

const gatherCases: readonly KernelCase[] = [
  squared('gatherND', [3, 4], (x) => tf.gatherND(x, tf.tensor2d([0, 1, 2, 3, 0, 1], [3, 2], 'int32'))),
  squared('gatherND of rows', [3, 2], (x) => tf.gatherND(x, tf.tensor2d([2, 0, 2], [3, 1], 'int32'))),
  squared('scatterND', [4], (x) => tf.scatterND(tf.tensor2d([0, 1, 1, 4], [4, 1], 'int32'), x, [5])),
  squared('unsortedSegmentSum', [5, 2], (x) => tf.unsortedSegmentSum(x, tf.tensor1d([0, 2, 0, 1, 2], 'int32'), 4)),
  kernelCase('tensorScatterUpdate', [normals([4, 2], 1), normals([2, 2], 2)], (x, values) =>
    tf.square(tf.tensorScatterUpdate(tf.neg(x!), tf.tensor2d([3, 1], [2, 1], 'int32'), values!)),
  ),
  ...[1, 2].map((axis) =>
    kernelCase(`gather of each batch along ${axis}`, [normals([2, 3, 3])], (x) =>
      tf.square(tf.gather(x!, tf.tensor2d([0, 2, 1, 0, 1, 1, 0, 2], [2, 4], 'int32'), axis, 1)),
    ),
  ),
];

const rearrangementCases: readonly KernelCase[] = [
  squared('stridedSlice', [7, 4], (x) => tf.stridedSlice(x, [1, 3], [7, -5], [2, -1])),
  squared('stridedSlice without an axis', [4, 5], (x) => tf.stridedSlice(x, [2, 0], [3, 5], [1, 1], 0, 0, 0, 0, 1)),
  squared('mirrorPad, reflect', [4, 3], (x) =>
    tf.mirrorPad(
      x,
      [
        [2, 1],
        [1, 2],
      ],
      'reflect',
    ),
  ),
  squared('mirrorPad, symmetric', [2, 3, 2, 1], (x) =>
    tf.mirrorPad(
      channelsFirst(x),
      [
        [0, 0],
        [2, 1],
        [0, 2],
        [0, 0],
      ],
      'symmetric',
    ),
  ),
  squared('unstack of length one', [1, 3], (x) => tf.unstack(x)[0]!),
  squared('split into one', [2, 3], (x) => tf.split(x, [3], 1)[0]!),
  squared('reverse', [2, 3, 2], (x) => tf.reverse(x, [0, 2])),
  squared('diag', [4], (x) => tf.diag(x)),
  squared('depthToSpace', [1, 2, 3, 4], (x) => tf.depthToSpace(x as tf.Tensor4D, 2)),
  squared('spaceToBatchND', [1, 3, 4, 1], (x) =>
    tf.spaceToBatchND(
      x,
      [2, 2],
      [
        [0, 1],
        [0, 0],
      ],
    ),
  ),
  squared('batchToSpaceND', [4, 2, 2, 1], (x) =>
    tf.batchToSpaceND(
      x,
      [2, 2],
      [
        [0, 1],
        [0, 0],
      ],
    ),
  ),
];

const scanCases: readonly KernelCase[] = [
  ...[false, true].flatMap((exclusive) =>
    [false, true].map((reverse) =>
      kernelCase(`cumprod${exclusive ? ', exclusive' : ''}${reverse ? ', reversed' : ''}`, [normals([3, 4, 2])], (x) =>
        tf.cumprod(x!, 1, exclusive, reverse),
      ),
    ),
  ),
  kernelCase('cumprod with a zero', [{ shape: [4], data: Float32Array.of(1.5, 0, -2, 0.5) }], (x) => tf.cumprod(x!)),
  kernelCase('prod', [awayFromZero([2, 3, 2])], (x) => tf.prod(x!, [0, 2])),
];

const resizeCases: readonly KernelCase[] = [tf.image.resizeBilinear, tf.image.resizeNearestNeighbor].flatMap((fn) =>
  ([5, 7, 2] as const).flatMap((height) => [
    squared(`${fn.name} to [${height},6], aligned corners`, [1, 4, 3, 2], (x) =>
      fn(x as tf.Tensor4D, [height, 6], true),
    ),
    squared(`${fn.name} to [${height},6], pixel centers`, [1, 4, 3, 2], (x) =>
      fn(x as tf.Tensor4D, [height, 6], false, true),
    ),
  ]),
);

export const registeredGradientCases: readonly KernelCase[] = [
  ...poolCases,
  ...depthwiseCases,
  ...dilatedCases,
  ...einsumCases,
  squared('einsum ij->j', [3, 2], (x) => tf.einsum('ij->j', x)),
  ...gatherCases,
  ...rearrangementCases,
  ...scanCases,
  ...resizeCases,
];
