// The kernel table's rows for operations that pick and put numbers at places that other numbers name.
import { tf } from '../../src/tensor/tfjs.js';
import { indices, normals, wholeNumbers } from './arrays.js';
import { channelsFirst, type KernelTable, kernelCase } from './kernel-case.js';

const image = normals([2, 5, 7, 1]);

export const gatherCases: KernelTable = {
  GatherV2: [
    kernelCase('of rows', [normals([6, 3]), indices([4], 6)], (x, at) => tf.gather(x!, at as tf.Tensor1D)),
    kernelCase('along the last axis', [normals([3, 6]), indices([4], 6)], (x, at) =>
      tf.gather(x!, at as tf.Tensor1D, -1),
    ),
    kernelCase('with a matrix of indices', [normals([6, 3]), indices([2, 5], 6)], (x, at) => tf.gather(x!, at!)),
    kernelCase('of whole numbers', [wholeNumbers([6]), indices([9], 6)], (x, at) => tf.gather(x!, at!)),
    kernelCase('at one place', [normals([6, 3])], (x) => tf.gather(x!, tf.tensor1d([2, 2], 'int32'))),
    kernelCase('of each batch', [normals([2, 6, 3]), indices([2, 4], 6)], (x, at) => tf.gather(x!, at!, 1, 1)),
    kernelCase('of each batch along the last axis', [normals([2, 3, 6]), indices([2, 4], 6)], (x, at) =>
      tf.gather(x!, at!, 2, 1),
    ),
    kernelCase('of batches of two axes', [normals([2, 3, 5, 2]), indices([2, 3, 4], 5)], (x, at) =>
      tf.gather(x!, at!, 2, 2),
    ),
    kernelCase('of channels-first', [image, indices([4], 5)], (x, at) => tf.gather(channelsFirst(x!), at!, 1)),
  ],
  GatherNd: [
    kernelCase('of numbers', [normals([4, 5]), indices([3, 2], 4)], (x, at) => tf.gatherND(x!, at!)),
    kernelCase('of rows', [normals([4, 5]), indices([2, 3, 1], 4)], (x, at) => tf.gatherND(x!, at!)),
    kernelCase('of whole numbers', [wholeNumbers([4, 5]), indices([3, 2], 4)], (x, at) => tf.gatherND(x!, at!)),
    kernelCase('of channels-first', [image, indices([4, 2], 2)], (x, at) => tf.gatherND(channelsFirst(x!), at!)),
  ],
  ScatterNd: [
    kernelCase('of numbers, some to the same place', [normals([9]), indices([9, 2], 3)], (x, at) =>
      tf.scatterND(at!, x!, [3, 4]),
    ),
    kernelCase('of rows', [normals([5, 3]), indices([5, 1], 4)], (x, at) => tf.scatterND(at!, x!, [4, 3])),
    kernelCase('of slices', [normals([2, 3, 5]), indices([2, 3, 2], 2)], (x, at) => tf.scatterND(at!, x!, [2, 3, 5])),
    kernelCase('of whole numbers', [wholeNumbers([6]), indices([6, 1], 3)], (x, at) => tf.scatterND(at!, x!, [4])),
  ],
  // The cpu kernel writes into its argument, which therefore is a copy here.
  TensorScatterUpdate: [
    kernelCase('of numbers', [normals([3, 4]), normals([2], 2)], (x, values) =>
      tf.tensorScatterUpdate(tf.neg(x!), tf.tensor2d([0, 3, 2, 1], [2, 2], 'int32'), values!),
    ),
    kernelCase(
      'of rows, the last of which stays',
      [normals([4, 3]), normals([9, 3], 2), indices([9, 1], 4)],
      (...all) => tf.tensorScatterUpdate(tf.neg(all[0]!), all[2]!, all[1]!),
    ),
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
};
