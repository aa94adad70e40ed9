// The kernel table's rows for products, convolutions and reductions.
import { tf } from '../../src/tensor/tfjs.js';
import { normals, wholeNumbers } from './arrays.js';
import {
  channelsFirst,
  type KernelCase,
  type KernelTable,
  kernelCase,
  positive,
  wholeUnaryCases,
} from './kernel-case.js';

type Stride = number | [number, number];

interface Window {
  readonly input: [batch: number, height: number, width: number, channels: number];
  readonly filter: [height: number, width: number, channels: number];
  readonly stride: Stride;
  readonly pad: 'same' | 'valid' | number;
}

const windows: readonly Window[] = [
  { input: [1, 1, 1, 1], filter: [1, 1, 1], stride: 1, pad: 'same' },
  { input: [2, 7, 9, 3], filter: [3, 3, 4], stride: 1, pad: 'same' },
  { input: [2, 7, 9, 3], filter: [3, 3, 4], stride: 1, pad: 'valid' },
  { input: [2, 7, 9, 3], filter: [3, 5, 2], stride: 2, pad: 'same' },
  { input: [2, 8, 10, 3], filter: [3, 5, 2], stride: 2, pad: 'same' },
  { input: [2, 8, 10, 3], filter: [3, 3, 2], stride: 2, pad: 'valid' },
  { input: [1, 9, 11, 2], filter: [2, 4, 3], stride: [2, 3], pad: 'same' },
  { input: [1, 9, 11, 2], filter: [2, 4, 3], stride: [3, 1], pad: 'valid' },
  { input: [1, 7, 7, 2], filter: [1, 1, 3], stride: 3, pad: 'same' },
  { input: [1, 8, 8, 2], filter: [2, 2, 3], stride: 3, pad: 'valid' },
  { input: [1, 6, 7, 2], filter: [3, 3, 1], stride: 1, pad: 1 },
  { input: [1, 6, 7, 2], filter: [3, 3, 1], stride: 1, pad: 2 },
];

const described = ({ input, filter, stride, pad }: Window): string =>
  `[${input}] by [${filter}], stride ${stride}, ${pad}`;

/** The shapes of the filter and of the output, for tfjs's own padding rules. */
function shapesOf({ input, filter, stride, pad }: Window) {
  const [height, width, outputs] = filter;
  const filterShape: [number, number, number, number] = [height, width, input[3], outputs];
  return { filterShape, output: tf.backend_util.computeConv2DInfo(input, filterShape, stride, 1, pad).outShape };
}

const convolution = (x: tf.Tensor, filter: tf.Tensor, { stride, pad }: Window): tf.Tensor =>
  tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);

const forward: readonly KernelCase[] = [
  ...windows.map((window) =>
    kernelCase(described(window), [normals(window.input), normals(shapesOf(window).filterShape, 2)], (x, filter) =>
      convolution(x!, filter!, window),
    ),
  ),
  ...(['same', 'valid'] as const).map((pad) =>
    kernelCase(`dilated, ${pad}`, [normals([2, 9, 8, 2]), normals([3, 2, 2, 3], 2)], (x, filter) =>
      tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, pad, 'NHWC', [2, 3]),
    ),
  ),
  kernelCase('without a batch', [normals([5, 6, 2]), normals([3, 3, 2, 1], 2)], (x, filter) =>
    tf.conv2d(x as tf.Tensor3D, filter as tf.Tensor4D, 1, 'same'),
  ),
  kernelCase(
    'twice, with a bias between',
    [normals([2, 7, 5, 1]), normals([3, 3, 3, 2], 2), normals([3])],
    (x, filter, bias) =>
      tf.conv2d(tf.relu(tf.add(channelsFirst(x!), bias!)) as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'),
  ),
  kernelCase('of one number', [normals([3, 3, 2, 2])], (filter) =>
    tf.conv2d(tf.ones([1, 4, 5, 2]) as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'),
  ),
];

/** The gradient of the convolution with respect to its first or second argument. */
const backward = (which: 0 | 1, inputs: readonly Window[] = windows): KernelCase[] =>
  inputs.map((window) => {
    const { filterShape, output } = shapesOf(window);
    const args = [normals(window.input), normals(filterShape, 2), normals(output, 3)];
    return kernelCase(described(window), args, (x, filter, slope) => {
      const inner = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(convolution(a, b, window), slope!));
      return tf.grads(inner)([x!, filter!])[which]!;
    });
  });

/** The same windows on other batches and channels: the filter's gradient is arranged by them. */
const resized = (batch: number, channels: number): Window[] =>
  windows.map((window) => ({ ...window, input: [batch, window.input[1], window.input[2], channels] }));

const transposed = (
  stride: Stride,
  pad: 'same' | 'valid',
  input: [number, number],
  output: [number, number],
): KernelCase =>
  kernelCase(
    `transposed, stride ${stride}, ${pad}, to [${output}]`,
    [normals([2, ...input, 3]), normals([3, 2, 4, 3], 2)],
    (x, filter) => tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [2, ...output, 4], stride, pad),
  );

const matrixPairs = [
  [
    [1, 1],
    [1, 1],
  ],
  [
    [3, 5],
    [5, 4],
  ],
  [
    [2, 3, 5],
    [2, 5, 4],
  ],
  [
    [2, 3, 5],
    [5, 4],
  ],
  [
    [1, 3, 5],
    [4, 5, 2],
  ],
] as const;

const swapped = (shape: readonly number[]): number[] => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];

const products = matrixPairs.flatMap(([a, b]) =>
  [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) =>
      kernelCase(
        `[${a}] by [${b}]${transposeA ? ', first transposed' : ''}${transposeB ? ', second transposed' : ''}`,
        [normals(transposeA ? swapped(a) : a, 1), normals(transposeB ? swapped(b) : b, 2)],
        (x, y) => tf.matMul(x!, y!, transposeA, transposeB),
      ),
    ),
  ),
);

type Reduction = (x: tf.Tensor, axis?: number | number[], keepDimensions?: boolean) => tf.Tensor;

const reductionCases = (fn: Reduction): KernelCase[] => [
  kernelCase('of a scalar', [normals([])], (x) => fn(x!)),
  ...[undefined, 0, -1, [0, 2], [0, 1, 2]].flatMap((axis) =>
    [false, true].map((keep) =>
      kernelCase(`[2,3,5] over ${axis ?? 'all'}${keep ? ', kept' : ''}`, [normals([2, 3, 5])], (x) =>
        fn(x!, axis, keep),
      ),
    ),
  ),
  ...[undefined, [1, 2], [0, 1, 2], [3], [0, 3], [1]].flatMap((axis) =>
    [false, true].map((keep) =>
      kernelCase(`channels-first over ${axis ?? 'all'}${keep ? ', kept' : ''}`, [normals([2, 3, 5, 1])], (x) =>
        fn(channelsFirst(x!), axis, keep),
      ),
    ),
  ),
  kernelCase('of one number', [], () => fn(tf.fill([2, 3], 1.5), 1)),
];

const wholeReduction = (fn: Reduction) => wholeUnaryCases((x) => fn(x));

const conditionReduction = (fn: Reduction): KernelCase[] => [
  kernelCase('of a scalar', [normals([])], (x) => fn(positive(x!))),
  ...[undefined, 0, -1, [0, 2]].flatMap((axis) =>
    [false, true].map((keep) =>
      kernelCase(`[2,3,5] over ${axis ?? 'all'}${keep ? ', kept' : ''}`, [normals([2, 3, 5])], (x) =>
        fn(positive(x!), axis, keep),
      ),
    ),
  ),
  kernelCase('channels-first', [normals([2, 3, 5, 1])], (x) => fn(positive(channelsFirst(x!)), [1, 2])),
];

const placeCases = (fn: (x: tf.Tensor, axis?: number) => tf.Tensor): KernelCase[] => [
  ...[0, 1, -1].map((axis) => kernelCase(`along ${axis}`, [normals([2, 3, 5])], (x) => fn(x!, axis))),
  kernelCase('of equal numbers', [], () => fn(tf.ones([4, 3]), 0)),
  kernelCase('of whole numbers', [wholeNumbers([20])], (x) => fn(x!)),
  kernelCase('of conditions', [normals([4, 3])], (x) => fn(positive(x!), 1)),
  kernelCase('channels-first', [normals([2, 3, 5, 1])], (x) => fn(channelsFirst(x!), 3)),
];

type Scan = (x: tf.Tensor, axis?: number, exclusive?: boolean, reverse?: boolean) => tf.Tensor;

const scanCases = (fn: Scan): KernelCase[] => [
  ...[0, 1, 2].flatMap((axis) =>
    [false, true].flatMap((exclusive) =>
      [false, true].map((reverse) =>
        kernelCase(
          `along ${axis}${exclusive ? ', exclusive' : ''}${reverse ? ', reversed' : ''}`,
          [normals([2, 3, 4])],
          (x) => fn(x!, axis, exclusive, reverse),
        ),
      ),
    ),
  ),
  kernelCase('of many numbers', [normals([37])], (x) => fn(x!)),
  kernelCase('of whole numbers', [wholeNumbers([7])], (x) => fn(x!)),
];

export const numericCases: KernelTable = {
  BatchMatMul: [...products, kernelCase('of one number', [normals([3, 5])], (x) => tf.matMul(x!, tf.ones([5, 2])))],
  Conv2D: forward,
  Conv2DBackpropInput: [
    ...backward(0),
    transposed(1, 'same', [4, 5], [4, 5]),
    transposed(2, 'same', [4, 5], [8, 10]),
    transposed(2, 'same', [4, 5], [7, 9]),
    transposed([2, 3], 'same', [4, 5], [8, 13]),
    transposed(2, 'valid', [4, 5], [9, 10]),
    transposed(2, 'valid', [4, 5], [10, 11]),
    transposed(1, 'valid', [4, 5], [6, 6]),
  ],
  Conv2DBackpropFilter: [
    ...backward(1),
    ...backward(1, resized(4, 16)),
    ...backward(1, resized(3, 17)),
    ...backward(1, resized(4, 1)),
    ...backward(1, resized(6, 1)),
    kernelCase(
      'dilated, many channels',
      [normals([2, 9, 8, 16]), normals([3, 2, 16, 3], 2), normals([2, 9, 8, 3], 3)],
      (x, filter, slope) => {
        const dilated = (w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NHWC', [2, 3]);
        return tf.grad((w: tf.Tensor) => tf.sum(tf.mul(dilated(w), slope!)))(filter!);
      },
    ),
  ],
  Max: [...reductionCases(tf.max), ...wholeReduction(tf.max)],
  Mean: [...reductionCases(tf.mean), ...wholeReduction(tf.mean)],
  Min: [...reductionCases(tf.min), ...wholeReduction(tf.min)],
  Prod: [...reductionCases(tf.prod), ...wholeReduction(tf.prod)],
  Sum: [
    ...reductionCases(tf.sum),
    ...wholeReduction(tf.sum),
    kernelCase('of conditions', [normals([3, 5])], (x) => tf.sum(positive(x!), 1)),
  ],
  Einsum: [
    ...['ij,jk->ik', 'ij,kj->ki', 'ij,ij->', 'ij,ij->j', 'ij,kl->ijkl'].map((equation) =>
      kernelCase(equation, [normals([3, 3], 1), normals([3, 3], 2)], (a, b) => tf.einsum(equation, a!, b!)),
    ),
    kernelCase('batches', [normals([2, 3, 4], 1), normals([2, 4, 5], 2)], (a, b) => tf.einsum('bij,bjk->bik', a!, b!)),
    kernelCase('one operand', [normals([2, 3, 4])], (x) => tf.einsum('ijk->ki', x!)),
    kernelCase('with spaces', [normals([2, 3], 1), normals([3], 2)], (a, b) => tf.einsum('ij, j -> i', a!, b!)),
  ],
  _FusedMatMul: [
    ...(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const).map((activation) =>
      kernelCase(activation, [normals([3, 4], 1), normals([4, 2], 2), normals([2], 3)], (a, b, bias) =>
        tf.fused.matMul({ a: a!, b: b!, bias, activation, leakyreluAlpha: 0.3 }),
      ),
    ),
    kernelCase('prelu', [normals([3, 4], 1), normals([4, 2], 2), normals([2], 3)], (a, b, alpha) =>
      tf.fused.matMul({ a: a!, b: b!, activation: 'prelu', preluActivationWeights: alpha }),
    ),
    kernelCase('transposed, without a bias', [normals([4, 3], 1), normals([2, 4], 2)], (a, b) =>
      tf.fused.matMul({ a: a!, b: b!, transposeA: true, transposeB: true }),
    ),
  ],
  Softmax: [
    ...[[1], [7], [3, 5], [2, 3, 4]].map((shape) => kernelCase(`[${shape}]`, [normals(shape)], (x) => tf.softmax(x!))),
    kernelCase('large numbers', [normals([3, 5])], (x) => tf.softmax(tf.mul(x!, 100))),
  ],
  All: [...conditionReduction(tf.all)],
  Any: [...conditionReduction(tf.any)],
  ArgMax: placeCases(tf.argMax),
  ArgMin: placeCases(tf.argMin),
  Cumprod: scanCases(tf.cumprod),
  Cumsum: scanCases(tf.cumsum),
};
