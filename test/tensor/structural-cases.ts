// The kernel table's rows for operations that move numbers, and for fills.
import { ndArray } from '../../src/foundation/nd-array.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals, wholeNumbers } from './arrays.js';
import { channelsFirst, type KernelTable, kernelCase, positive } from './kernel-case.js';

const indices = (shape: readonly number[], below: number) => {
  const { data } = wholeNumbers(shape, 3, 1000);
  return ndArray(
    shape,
    Int32Array.from(data, (value) => (value + 1000) % below),
  );
};

/** The channels-first image that every operation here is also tried on. */
const image = normals([2, 5, 7, 1]);

export const structuralCases: KernelTable = {
  Reshape: [
    kernelCase('to fewer axes', [normals([2, 3, 4])], (x) => tf.reshape(x!, [6, 4])),
    kernelCase('with an inferred length', [normals([2, 3, 4])], (x) => tf.reshape(x!, [4, -1])),
    kernelCase('to a scalar', [normals([1, 1])], (x) => tf.reshape(x!, [])),
    kernelCase('of a scalar', [normals([])], (x) => tf.reshape(x!, [1, 1, 1])),
    kernelCase('to the same shape', [normals([3, 5])], (x) => tf.reshape(x!, [3, 5])),
    kernelCase('of whole numbers', [wholeNumbers([4, 3])], (x) => tf.reshape(x!, [2, 6])),
    kernelCase('of conditions', [normals([4, 3])], (x) => tf.reshape(positive(x!), [2, 6])),
    kernelCase('of one number', [], () => tf.reshape(tf.fill([2, 3], 4), [3, 2])),
    kernelCase('of channels-first', [image], (x) => tf.reshape(channelsFirst(x!), [2, -1])),
  ],
  ExpandDims: [
    ...[0, 1, 2, -1, -3].map((axis) => kernelCase(`at ${axis}`, [normals([3, 5])], (x) => tf.expandDims(x!, axis))),
    kernelCase('of channels-first', [image], (x) => tf.expandDims(channelsFirst(x!), 2)),
    kernelCase('of one number', [], () => tf.expandDims(tf.fill([2, 3], 4), 1)),
  ],
  Transpose: [
    kernelCase('of a matrix', [normals([3, 5])], (x) => tf.transpose(x!)),
    kernelCase('of three axes', [normals([2, 3, 5])], (x) => tf.transpose(x!, [2, 0, 1])),
    kernelCase('of whole numbers', [wholeNumbers([3, 5])], (x) => tf.transpose(x!)),
    kernelCase('of one number', [], () => tf.transpose(tf.fill([2, 3], 4))),
    kernelCase('of channels-first', [image], (x) => tf.transpose(channelsFirst(x!), [3, 0, 2, 1])),
  ],
  Concat: [
    ...[0, 1, 2, -1].map((axis) =>
      kernelCase(`along ${axis}`, [normals([2, 3, 4], 1), normals([2, 3, 4], 2)], (a, b) => tf.concat([a!, b!], axis)),
    ),
    kernelCase('of different lengths', [normals([2, 3]), normals([5, 3]), normals([1, 3])], (...all) =>
      tf.concat(all, 0),
    ),
    kernelCase('with an empty one', [normals([2, 3]), normals([2, 0])], (a, b) => tf.concat([a!, b!], 1)),
    kernelCase('of empty ones', [normals([2, 0]), normals([2, 0])], (a, b) => tf.concat([a!, b!], 1)),
    kernelCase('of whole numbers', [wholeNumbers([3]), wholeNumbers([2])], (a, b) => tf.concat([a!, b!])),
    kernelCase('of conditions', [normals([3]), normals([2])], (a, b) => tf.concat([positive(a!), positive(b!)])),
    kernelCase('of channels-first', [image, normals([2, 5, 7, 2])], (a, b) => tf.concat([channelsFirst(a!), b!], 3)),
    kernelCase('with one number', [normals([2, 3])], (x) => tf.concat([x!, tf.zeros([2, 2])], 1)),
  ],
  Pack: [
    ...[0, 1, 2].map((axis) =>
      kernelCase(`along ${axis}`, [normals([3, 5], 1), normals([3, 5], 2)], (a, b) => tf.stack([a!, b!], axis)),
    ),
    kernelCase('of scalars', [normals([], 1), normals([], 2), normals([], 3)], (...all) => tf.stack(all)),
    kernelCase('of one', [normals([3])], (x) => tf.stack([x!], 1)),
    kernelCase('along the last axis from the end', [normals([3, 5], 1), normals([3, 5], 2)], (a, b) =>
      tf.stack([a!, b!], -1),
    ),
  ],
  Unpack: [
    ...[0, 1, 2, -1].map((axis) => kernelCase(`along ${axis}`, [normals([2, 3, 4])], (x) => tf.unstack(x!, axis))),
    kernelCase('of length one', [normals([1, 3])], (x) => tf.unstack(x!)),
    kernelCase('of channels-first', [image], (x) => tf.unstack(channelsFirst(x!), 1)),
  ],
  SplitV: [
    kernelCase('into equal parts', [normals([4, 6])], (x) => tf.split(x!, 3, 1)),
    kernelCase('into given parts', [normals([4, 6])], (x) => tf.split(x!, [1, 3], 0)),
    kernelCase('with an inferred part', [normals([4, 6])], (x) => tf.split(x!, [1, -1, 2], 1)),
    kernelCase('into one', [normals([4, 6])], (x) => tf.split(x!, 1, -1)),
    kernelCase('of channels-first', [image], (x) => tf.split(channelsFirst(x!), [1, 2], -1)),
    kernelCase('of one number', [], () => tf.split(tf.fill([2, 4], 3), 2, 1)),
  ],
  Slice: [
    kernelCase('of a vector', [normals([7])], (x) => tf.slice(x!, 2, 3)),
    kernelCase('to the end', [normals([3, 5])], (x) => tf.slice(x!, [1, 2])),
    kernelCase('of a part', [normals([4, 5, 6])], (x) => tf.slice(x!, [1, 0, 3], [2, 5, 1])),
    kernelCase('with sizes to the end', [normals([4, 5])], (x) => tf.slice(x!, [1, 1], [-1, 2])),
    kernelCase('of everything', [normals([3, 5])], (x) => tf.slice(x!, [0, 0], [3, 5])),
    kernelCase('of nothing', [normals([3, 5])], (x) => tf.slice(x!, [0, 2], [3, 0])),
    kernelCase('of whole numbers', [wholeNumbers([7])], (x) => tf.slice(x!, 1, 5)),
    kernelCase('of conditions', [normals([7])], (x) => tf.slice(positive(x!), 1, 5)),
    kernelCase('of one number', [], () => tf.slice(tf.fill([4, 5], 2), [1, 1], [2, 3])),
    kernelCase('of channels-first', [image], (x) => tf.slice(channelsFirst(x!), [0, 1, 2, 1], [2, 3, 4, 2])),
  ],
  PadV2: [
    kernelCase('of a vector', [normals([5])], (x) => tf.pad(x!, [[2, 1]])),
    kernelCase('of a matrix with a number', [normals([3, 4])], (x) =>
      tf.pad(
        x!,
        [
          [0, 1],
          [2, 0],
        ],
        -1.5,
      ),
    ),
    kernelCase('of whole numbers', [wholeNumbers([3])], (x) => tf.pad(x!, [[1, 2]], 7)),
    kernelCase('of one number', [], () => tf.pad(tf.fill([2], 3), [[1, 1]])),
    kernelCase('of channels-first', [image], (x) =>
      tf.pad(channelsFirst(x!), [
        [0, 1],
        [1, 2],
        [3, 0],
        [1, 0],
      ]),
    ),
  ],
  Tile: [
    kernelCase('of a vector', [normals([3])], (x) => tf.tile(x!, [4])),
    kernelCase('of a matrix', [normals([3, 1])], (x) => tf.tile(x!, [2, 5])),
    kernelCase('by broadcasting', [normals([3, 1, 2])], (x) => tf.broadcastTo(x!, [4, 3, 5, 2])),
    kernelCase('of whole numbers', [wholeNumbers([2, 2])], (x) => tf.tile(x!, [1, 3])),
    kernelCase('of one number', [], () => tf.tile(tf.fill([2], 3), [3])),
    kernelCase('of channels-first', [image], (x) => tf.tile(channelsFirst(x!), [1, 2, 1, 3])),
  ],
  GatherV2: [
    kernelCase('of rows', [normals([6, 3]), indices([4], 6)], (x, at) => tf.gather(x!, at as tf.Tensor1D)),
    kernelCase('along the last axis', [normals([3, 6]), indices([4], 6)], (x, at) =>
      tf.gather(x!, at as tf.Tensor1D, -1),
    ),
    kernelCase('with a matrix of indices', [normals([6, 3]), indices([2, 5], 6)], (x, at) => tf.gather(x!, at!)),
    kernelCase('of whole numbers', [wholeNumbers([6]), indices([9], 6)], (x, at) => tf.gather(x!, at!)),
    kernelCase('at one place', [normals([6, 3])], (x) => tf.gather(x!, tf.tensor1d([2, 2], 'int32'))),
    kernelCase('of channels-first', [image, indices([4], 5)], (x, at) => tf.gather(channelsFirst(x!), at!, 1)),
  ],
  UnsortedSegmentSum: [
    kernelCase('of a vector', [normals([7]), indices([7], 3)], (x, at) =>
      tf.unsortedSegmentSum(x!, at as tf.Tensor1D, 3),
    ),
    kernelCase('of rows, some of them nowhere', [normals([7, 2, 3]), indices([7], 3)], (x, at) =>
      tf.unsortedSegmentSum(x!, at as tf.Tensor1D, 5),
    ),
    kernelCase('all in one place', [normals([4, 2])], (x) =>
      tf.unsortedSegmentSum(x!, tf.tensor1d([1, 1, 1, 1], 'int32'), 2),
    ),
  ],
  Fill: [
    kernelCase('numbers', [], () => tf.fill([2, 3], -1.5)),
    kernelCase('a scalar', [], () => tf.fill([], 2)),
    kernelCase('whole numbers', [], () => tf.fill([4], 3, 'int32')),
    kernelCase('conditions', [], () => tf.fill([4], 1, 'bool')),
  ],
  ZerosLike: [
    kernelCase('numbers', [normals([2, 3])], (x) => tf.zerosLike(x!)),
    kernelCase('whole numbers', [wholeNumbers([2, 3])], (x) => tf.zerosLike(x!)),
    kernelCase('conditions', [normals([4])], (x) => tf.zerosLike(positive(x!))),
  ],
  OnesLike: [
    kernelCase('numbers', [normals([2, 3])], (x) => tf.onesLike(x!)),
    kernelCase('whole numbers', [wholeNumbers([2, 3])], (x) => tf.onesLike(x!)),
    kernelCase('a channels-first shape', [image], (x) => tf.add(channelsFirst(x!), tf.onesLike(channelsFirst(x!)))),
  ],
};
