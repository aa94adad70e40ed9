// The table of higher derivatives: operations that move numbers, and those along axes.
import { tf } from '../../src/tensor/tfjs.js';
import { type KernelTable, kernelCase } from './kernel-case.js';
import { apart, between, curved, gentle, whole } from './smooth-case.js';

const factors = between(0.5, 1.5);

export const smoothStructuralCases: KernelTable = {
  BatchToSpaceND: [
    curved('with crops', [gentle([4, 2, 1, 1])], (x) =>
      tf.batchToSpaceND(
        x!,
        [2, 2],
        [
          [1, 0],
          [0, 1],
        ],
      ),
    ),
  ],
  Concat: [curved('along 1', [gentle([2, 2], 1), gentle([2, 1], 2)], (a, b) => tf.concat([a!, b!], 1))],
  Cumprod: [
    ...[0, 1].map((axis) => kernelCase(`along ${axis}`, [factors([3, 3])], (x) => tf.cumprod(x!, axis))),
    kernelCase('exclusive and in reverse', [factors([2, 4])], (x) => tf.cumprod(x!, 1, true, true)),
  ],
  Cumsum: [
    curved('along 0', [gentle([3, 2])], (x) => tf.cumsum(x!, 0)),
    curved('along 1 of 3', [gentle([2, 2, 2])], (x) => tf.cumsum(x!, 1, true)),
    curved('along 1 in reverse', [gentle([2, 3])], (x) => tf.cumsum(x!, 1, true, true)),
  ],
  DepthToSpace: [curved('by 2', [gentle([1, 1, 2, 4])], (x) => tf.depthToSpace(x as tf.Tensor4D, 2))],
  Diag: [curved('of a vector', [gentle([3])], (x) => tf.diag(x!))],
  ExpandDims: [curved('at 1', [gentle([2, 2])], (x) => tf.expandDims(x!, 1))],
  GatherNd: [
    curved('of pairs, one twice', [gentle([2, 3]), whole([3, 2], [0, 1, 1, 2, 0, 1])], (x, at) => tf.gatherND(x!, at!)),
  ],
  GatherV2: [
    ...[0, 1, -1].map((axis) =>
      curved(`along ${axis}`, [gentle([3, 3]), whole([4], [2, 0, 2, 1])], (x, at) =>
        tf.gather(x!, at as tf.Tensor1D, axis),
      ),
    ),
    curved('by batches', [gentle([2, 3]), whole([2, 2], [2, 0, 1, 1])], (x, at) => tf.gather(x!, at!, 1, 1)),
  ],
  Max: [
    curved('along 1', [apart([2, 3])], (x) => tf.max(x!, 1)),
    curved('of all', [apart([2, 3])], (x) => tf.max(tf.mul(x!, x!))),
  ],
  Mean: [
    curved('along 0', [gentle([2, 3])], (x) => tf.mean(x!, 0)),
    curved('along two, kept', [gentle([2, 3, 2])], (x) => tf.mean(x!, [0, 2], true)),
  ],
  Min: [curved('along 0, kept', [apart([2, 3])], (x) => tf.min(x!, 0, true))],
  MirrorPad: [
    ...(['reflect', 'symmetric'] as const).map((mode) =>
      curved(mode, [gentle([2, 3])], (x) =>
        tf.mirrorPad(
          x!,
          [
            [1, 0],
            [1, 2],
          ],
          mode,
        ),
      ),
    ),
  ],
  Pack: [curved('along 1', [gentle([2], 1), gentle([2], 2)], (a, b) => tf.stack([a!, b!], 1))],
  PadV2: [
    curved('by a number', [gentle([2, 2])], (x) =>
      tf.pad(
        x!,
        [
          [1, 0],
          [0, 2],
        ],
        0.5,
      ),
    ),
  ],
  Prod: [
    kernelCase('along -1', [factors([2, 4])], (x) => tf.prod(x!, -1)),
    kernelCase('along two of three', [factors([2, 2, 2])], (x) => tf.prod(x!, [0, 2])),
    kernelCase('of all, with a zero, kept', [between(0, 0)([1]), factors([3])], (a, b) =>
      tf.prod(tf.concat([a!, b!]), 0, true),
    ),
  ],
  Reshape: [curved('to a matrix', [gentle([4])], (x) => tf.reshape(x!, [2, 2]))],
  Reverse: [curved('along 1', [gentle([2, 3])], (x) => tf.reverse(x!, 1))],
  ScatterNd: [
    curved('some to the same place', [whole([3, 1], [3, 1, 3]), gentle([3, 2])], (at, x) =>
      tf.scatterND(at!, x!, [4, 2]),
    ),
  ],
  Slice: [curved('of the middle', [gentle([2, 4])], (x) => tf.slice(x!, [0, 1], [2, 2]))],
  Softmax: [kernelCase('of rows', [gentle([2, 3])], (x) => tf.softmax(x!))],
  SpaceToBatchND: [
    curved('with paddings', [gentle([1, 3, 1, 1])], (x) =>
      tf.spaceToBatchND(
        x!,
        [2, 2],
        [
          [1, 0],
          [0, 1],
        ],
      ),
    ),
  ],
  SplitV: [
    kernelCase('and multiplied', [gentle([2, 4])], (x) => {
      const [a, b] = tf.split(x!, [1, 3], 1) as [tf.Tensor, tf.Tensor];
      return tf.mul(a, tf.mul(b, b));
    }),
  ],
  StridedSlice: [
    curved('backward', [gentle([2, 4])], (x) => tf.stridedSlice(x!, [0, 3], [2, 0], [1, -2])),
    curved('every other', [gentle([2, 4])], (x) => tf.stridedSlice(x!, [0, 1], [2, 4], [1, 2])),
  ],
  Sum: [
    curved('along 1', [gentle([2, 3])], (x) => tf.sum(x!, 1)),
    curved('of all', [gentle([2, 2])], (x) => tf.sum(x!)),
  ],
  TensorScatterUpdate: [
    curved('of rows', [gentle([3, 2], 1), whole([2, 1], [2, 0]), gentle([2, 2], 2)], (x, at, rows) =>
      tf.tensorScatterUpdate(x!, at!, rows!),
    ),
  ],
  Tile: [
    curved('of a matrix', [gentle([1, 2])], (x) => tf.tile(x!, [3, 2])),
    curved('by broadcasting', [gentle([2, 1, 1])], (x) => tf.broadcastTo(x!, [2, 2, 3, 2])),
    curved('of five axes', [gentle([1, 1, 2, 1, 1])], (x) => tf.tile(x!, [1, 2, 1, 1, 2])),
  ],
  Transpose: [curved('of three axes', [gentle([1, 2, 3])], (x) => tf.transpose(x!, [2, 0, 1]))],
  Unpack: [
    kernelCase('and multiplied', [gentle([2, 3])], (x) => {
      const [a, b, c] = tf.unstack(x!, 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
      return tf.mul(a, tf.mul(b, c));
    }),
  ],
  UnsortedSegmentSum: [
    curved('of rows', [gentle([4, 2]), whole([4], [2, 0, 2, 2])], (x, at) =>
      tf.unsortedSegmentSum(x!, at as tf.Tensor1D, 3),
    ),
  ],
};
