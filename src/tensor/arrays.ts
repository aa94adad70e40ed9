// From trees of tensors to trees of arrays, as types. A file of its own that imports nothing of TensorFlow.js: its
// declarations do not compile under `strict` without `skipLibCheck`, and who asks a surrogate should not need them.
import type { NdArray } from '../foundation/nd-array.js';

/** What makes an object a tensor for the compiler; tensors of TensorFlow.js have it, arrays do not. */
interface TensorLike {
  readonly dataId: object;
  readonly rankType: string;
}

/** The same tree with arrays in place of tensors. */
export type Arrays<T> = T extends TensorLike ? NdArray : { [Key in keyof T]: Arrays<T[Key]> };
