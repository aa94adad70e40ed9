// A trained network inside a graph: its arrays as constants, so that ONNX Runtime can fold and pack them.
import { treeMap } from '../foundation/tree.js';
import { arrayTree, isNdArray, type Tensors } from './array-tree.js';
import { tf } from './tfjs.js';

/** The same tree with tensors in place of arrays. To be called inside a compiled function. */
export function constants<Arrays>(arrays: Arrays): Tensors<Arrays> {
  return treeMap(arrayTree(arrays), isNdArray, ({ data, shape }) => tf.tensor(data, [...shape])) as Tensors<Arrays>;
}
