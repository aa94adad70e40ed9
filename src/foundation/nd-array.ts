// The array that crosses folder borders: a shape and flat row-major data. Networks use float32 (or int32 indices);
// physics keeps its own Float64Arrays.

/** A row-major n-dimensional array. `data.length` is the product of `shape`; the empty shape is a scalar. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** Joins a shape and its data, checking that they fit. Plain numbers become float32. */
export function ndArray(shape: readonly number[], data: Float32Array | Int32Array | readonly number[]): NdArray {
  const typed = data instanceof Float32Array || data instanceof Int32Array ? data : Float32Array.from(data);
  if (typed.length !== sizeOf(shape)) {
    throw new Error(`ndArray(): got ${typed.length} values for shape [${shape.join(', ')}], expected ${sizeOf(shape)}`);
  }
  return { shape: [...shape], data: typed };
}

/** The number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}
