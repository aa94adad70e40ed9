// The kernel table's rows for operations that move numbers.
import { tf } from '../../src/tensor/tfjs.js';
import { normals, wholeNumbers } from './arrays.js';
import { channelsFirst, type KernelTable, kernelCase, positive } from './kernel-case.js';

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
  Reverse: [
    ...[0, -1, [0, 2], [0, 1, 2]].map((axis) =>
      kernelCase(`along ${axis}`, [normals([2, 3, 5])], (x) => tf.reverse(x!, axis)),
    ),
    kernelCase('of a scalar', [normals([])], (x) => tf.reverse(x!)),
    kernelCase('of whole numbers', [wholeNumbers([7])], (x) => tf.reverse(x!)),
    kernelCase('of channels-first', [image], (x) => tf.reverse(channelsFirst(x!), [1, 3])),
  ],
  StridedSlice: [
    kernelCase('every other one', [normals([9])], (x) => tf.stridedSlice(x!, [1], [8], [2])),
    kernelCase('backward', [normals([9])], (x) => tf.stridedSlice(x!, [7], [1], [-3])),
    kernelCase('backward to the start', [normals([9, 2])], (x) => tf.stridedSlice(x!, [8, 0], [-10, 2], [-1, 1])),
    kernelCase('of a part', [normals([4, 6, 5])], (x) => tf.stridedSlice(x!, [1, 0, 4], [3, 6, 0], [1, 2, -2])),
    kernelCase('from the start and to the end', [normals([6, 5])], (x) =>
      tf.stridedSlice(x!, [3, 3], [2, 2], [2, 1], 1, 3),
    ),
    kernelCase('with a new axis', [normals([6, 5])], (x) =>
      tf.stridedSlice(x!, [0, 0, 1], [6, 0, 4], [2, 1, 1], 0, 0, 0, 2),
    ),
    kernelCase('of everything', [normals([6, 5])], (x) => tf.stridedSlice(x!, [0, 0], [6, 5], [1, 1])),
    kernelCase('of channels-first', [image], (x) =>
      tf.stridedSlice(channelsFirst(x!), [0, 0, 0, 0], [2, 5, 7, 3], [1, 2, 3, 2]),
    ),
  ],
  MirrorPad: (['reflect', 'symmetric'] as const).flatMap((mode) => [
    kernelCase(`${mode}, of a vector`, [normals([5])], (x) => tf.mirrorPad(x!, [[2, 3]], mode)),
    kernelCase(`${mode}, of a matrix`, [normals([4, 3])], (x) =>
      tf.mirrorPad(
        x!,
        [
          [0, 1],
          [2, 2],
        ],
        mode,
      ),
    ),
    kernelCase(`${mode}, of whole numbers`, [wholeNumbers([5])], (x) => tf.mirrorPad(x!, [[1, 0]], mode)),
    kernelCase(`${mode}, of channels-first`, [image], (x) =>
      tf.mirrorPad(
        channelsFirst(x!),
        [
          [0, 0],
          [2, 1],
          [1, 3],
          [0, 0],
        ],
        mode,
      ),
    ),
  ]),
  DepthToSpace: [
    kernelCase('by 2', [normals([2, 3, 4, 8])], (x) => tf.depthToSpace(x as tf.Tensor4D, 2, 'NHWC')),
    kernelCase('by 3', [normals([1, 2, 1, 9])], (x) => tf.depthToSpace(x as tf.Tensor4D, 3, 'NHWC')),
  ],
  SpaceToBatchND: [
    kernelCase('by 2', [normals([2, 4, 6, 3])], (x) =>
      tf.spaceToBatchND(
        x!,
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    ),
    kernelCase('with padding', [normals([1, 3, 7, 2])], (x) =>
      tf.spaceToBatchND(
        x!,
        [2, 3],
        [
          [0, 1],
          [1, 1],
        ],
      ),
    ),
  ],
  BatchToSpaceND: [
    kernelCase('by 2', [normals([8, 2, 3, 3])], (x) =>
      tf.batchToSpaceND(
        x!,
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    ),
    kernelCase('with crops', [normals([6, 2, 3, 2])], (x) =>
      tf.batchToSpaceND(
        x!,
        [2, 3],
        [
          [0, 1],
          [1, 1],
        ],
      ),
    ),
  ],
};
