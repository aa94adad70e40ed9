// Trees whose leaves are tensors (inside a function) or arrays (outside of it), and the typing that joins the two
// (with `arrays.ts`).
import type { NdArray } from '../foundation/nd-array.js';
import type { IsLeaf, Tree } from '../foundation/tree.js';
import { tf } from './tfjs.js';

/** The same tree with tensors in place of arrays. */
export type Tensors<T> = T extends NdArray ? tf.Tensor : { [Key in keyof T]: Tensors<T[Key]> };

export const isTensor: IsLeaf<tf.Tensor> = (node): node is tf.Tensor => node instanceof tf.Tensor;

export const isNdArray: IsLeaf<NdArray> = (node): node is NdArray =>
  typeof node === 'object' && node !== null && 'data' in node && ArrayBuffer.isView(node.data) && 'shape' in node;

/** A value typed as a tree of tensors. Named record types have no index signature, hence the assertion. */
export function tensorTree(value: unknown): Tree<tf.Tensor> {
  return value as Tree<tf.Tensor>;
}

/** A value typed as a tree of arrays. */
export function arrayTree(value: unknown): Tree<NdArray> {
  return value as Tree<NdArray>;
}
