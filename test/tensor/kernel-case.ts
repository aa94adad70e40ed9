// A row of the kernel table: a function that makes one kernel run, and the arrays to try it on.
import type { NdArray } from '../../src/foundation/nd-array.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals, wholeNumbers } from './arrays.js';
import type { TensorFunction } from './both-engines.js';

export interface KernelCase {
  readonly label: string;
  readonly args: readonly NdArray[];
  readonly fn: TensorFunction;
}

export type KernelTable = Readonly<Record<string, readonly KernelCase[]>>;

/** A source of arrays: what a kernel can be tried on. */
export type Values = (shape: readonly number[], seed?: number) => NdArray;

export function kernelCase(label: string, args: readonly NdArray[], fn: TensorFunction): KernelCase {
  return { label, args, fn };
}

const plainShapes = [[], [1], [7], [3, 5], [2, 3, 4], [2, 3, 5, 2]];

/** The tensor (batch, height, width, 1) as three channels that lie channels-first in the recording. */
export function channelsFirst(x: tf.Tensor): tf.Tensor {
  return tf.conv2d(x as tf.Tensor4D, tf.tensor4d([1, 0.5, 2], [1, 1, 1, 3]), 1, 'same');
}

/** An elementwise function of one tensor: ranks 0 to 4, an array of one number, and a value that lies channels-first. */
export function unaryCases(values: Values, fn: (x: tf.Tensor) => tf.Tensor): KernelCase[] {
  return [
    ...plainShapes.map((shape) => kernelCase(`[${shape}]`, [values(shape)], fn as TensorFunction)),
    kernelCase('one number', [], () => fn(tf.fill([2, 3], 0.75))),
    kernelCase('channels-first', [values([2, 5, 7, 1])], (x) => fn(channelsFirst(x!))),
  ];
}

/** The same on whole numbers. */
export function wholeUnaryCases(fn: (x: tf.Tensor) => tf.Tensor): KernelCase[] {
  return [[], [7], [2, 3, 4]].map((shape) =>
    kernelCase(`int32 [${shape}]`, [wholeNumbers(shape)], fn as TensorFunction),
  );
}

const broadcastPairs = [
  [[], []],
  [
    [3, 5],
    [3, 5],
  ],
  [[3, 5], [5]],
  [[1], [4]],
  [
    [3, 1],
    [1, 5],
  ],
  [[], [2, 3]],
  [[2, 3, 4, 2], [2]],
  [
    [2, 1, 4, 1],
    [3, 1, 2],
  ],
] as const;

const besideChannelsFirst = [[], [1], [3], [7, 3], [5, 1, 3], [2, 5, 7, 3], [1, 1, 1, 3], [2, 1, 7, 1]];

/** An elementwise function of two tensors with broadcasting in both orders, constants, and channels-first values. */
export function binaryCases(values: Values, fn: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): KernelCase[] {
  const pairs = broadcastPairs.flatMap(([a, b]) => [
    kernelCase(`[${a}] with [${b}]`, [values(a, 1), values(b, 2)], fn as TensorFunction),
    kernelCase(`[${b}] with [${a}]`, [values(b, 1), values(a, 2)], fn as TensorFunction),
  ]);
  const mixed = besideChannelsFirst.flatMap((shape) => [
    kernelCase(`channels-first with [${shape}]`, [values([2, 5, 7, 1]), values(shape, 2)], (a, b) =>
      fn(channelsFirst(a!), b!),
    ),
    kernelCase(`[${shape}] with channels-first`, [values([2, 5, 7, 1]), values(shape, 2)], (a, b) =>
      fn(b!, channelsFirst(a!)),
    ),
  ]);
  return [
    ...pairs,
    ...mixed,
    kernelCase('with zeros', [values([3, 5])], (a) => [fn(a!, tf.zeros([3, 5])), fn(tf.zeros([3, 5]), a!)]),
    kernelCase('with ones', [values([3, 5])], (a) => [fn(a!, tf.ones([3, 5])), fn(tf.ones([3, 5]), a!)]),
    kernelCase('with ones that broadcast it', [values([5])], (a) => [fn(a!, tf.ones([3, 5])), fn(tf.ones([3, 1]), a!)]),
    kernelCase('channels-first with arrays of one number', [values([2, 5, 7, 1])], (a) => [
      fn(channelsFirst(a!), tf.fill([3], 2)),
      fn(tf.fill([2, 5, 7, 3], 2), channelsFirst(a!)),
      fn(channelsFirst(a!), tf.fill([5, 1, 1], 2)),
    ]),
    kernelCase('two arrays of one number', [], () => fn(tf.fill([2, 3], 3), tf.fill([2, 3], 2))),
    kernelCase('a scalar and an array of one number', [], () => fn(tf.scalar(3), tf.fill([2, 3], 2))),
  ];
}

/** The same on whole numbers. */
export function wholeBinaryCases(fn: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): KernelCase[] {
  const twoFunctions = fn as TensorFunction;
  return [
    kernelCase('int32 [3,5] with [5]', [wholeNumbers([3, 5], 1), wholeNumbers([5], 2)], twoFunctions),
    kernelCase('int32 [] with [4]', [wholeNumbers([], 1), wholeNumbers([4], 2)], twoFunctions),
    kernelCase('int32 with float32', [wholeNumbers([3, 4], 1), normals([4], 2)], twoFunctions),
  ];
}

/** A condition out of numbers. */
export function positive(x: tf.Tensor): tf.Tensor {
  return tf.greater(x, 0);
}
