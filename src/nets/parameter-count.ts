// The size of a network.
import { sizeOf } from '../foundation/nd-array.js';
import { treeLeaves } from '../foundation/tree.js';
import { arrayTree, isNdArray } from '../tensor/array-tree.js';

/** The number of weights and biases in a tree of arrays. */
export function parameterCount(parameters: unknown): number {
  return treeLeaves(arrayTree(parameters), isNdArray).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
