// From trees of tensors to trees of arrays, as types. A file of its own that imports nothing of TensorFlow.js: its
// declarations do not compile under `strict` without `skipLibCheck`, and who asks a surrogate should not need them.
import type { NdArray } from '../foundation/nd-array.js';

/** The same tree with arrays in place of tensors. Tensors of TensorFlow.js have these two properties, arrays do not. */
export type Arrays<T> = T extends { readonly dataId: object; readonly rankType: string }
  ? NdArray
  : { [Key in keyof T]: Arrays<T[Key]> };
