// Arrays of normally distributed numbers: what benchmarks compute on.
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';

/** An array of independent standard normal numbers. */
export function normalArray(stream: RandomStream, shape: readonly number[]): NdArray {
  const data = new Float32Array(sizeOf(shape));
  stream.fillNormal(data);
  return ndArray(shape, data);
}
