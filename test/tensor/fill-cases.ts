// The kernel table's rows for arrays that depend on shapes and attributes only, or that mark places.
import { tf } from '../../src/tensor/tfjs.js';
import { indices, normals, wholeNumbers } from './arrays.js';
import { channelsFirst, type KernelTable, kernelCase, positive } from './kernel-case.js';

const image = normals([2, 5, 7, 1]);

export const fillCases: KernelTable = {
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
  Range: [
    kernelCase('upward', [], () => tf.range(0, 5)),
    kernelCase('by a step', [], () => tf.range(1, 4, 0.75)),
    kernelCase('downward', [], () => tf.range(3, -2, -1)),
    kernelCase('downward without saying so', [], () => tf.range(3, 0)),
    kernelCase('of whole numbers', [], () => tf.range(0, 7, 2, 'int32')),
    kernelCase('away from the end', [], () => tf.range(0, 5, -1)),
    kernelCase('of nothing', [], () => tf.range(2, 2)),
  ],
  LinSpace: [
    kernelCase('upward', [], () => tf.linspace(-1, 2, 7)),
    kernelCase('downward', [], () => tf.linspace(3, 0.5, 4)),
    kernelCase('of one number', [], () => tf.linspace(3, 5, 1)),
  ],
  OneHot: [
    kernelCase('of a vector', [indices([7], 4)], (at) => tf.oneHot(at!, 4)),
    kernelCase('of a matrix, with other numbers', [indices([3, 2], 5)], (at) => tf.oneHot(at!, 5, 2, -1, 'float32')),
    kernelCase('of places outside', [wholeNumbers([9])], (at) => tf.oneHot(at!, 2, 1, 0, 'float32')),
  ],
  Diag: [
    kernelCase('of a vector', [normals([4])], (x) => tf.diag(x!)),
    kernelCase('of a matrix', [normals([2, 3])], (x) => tf.diag(x!)),
    kernelCase('of whole numbers', [wholeNumbers([4])], (x) => tf.diag(x!)),
  ],
};
