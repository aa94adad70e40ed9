// Noise of samplers, float32, from a stream.
import { type NdArray, ndArray } from '../../foundation/nd-array.js';
import type { RandomStream } from '../../foundation/random-stream.js';

/** Standard normal numbers, (count, dimension). */
export function normalNoise(stream: RandomStream, count: number, dimension: number): NdArray {
  const data = new Float32Array(count * dimension);
  stream.fillNormal(data);
  return ndArray([count, dimension], data);
}

/** The largest float32 below 1. */
const BELOW_ONE = 1 - 2 ** -24;

/** Uniform numbers in [0, 1), (count, dimension); numbers that float32 would round to 1 stay below. */
export function uniformNoise(stream: RandomStream, count: number, dimension: number): NdArray {
  const data = Float32Array.from({ length: count * dimension }, () => Math.min(stream.uniform(), BELOW_ONE));
  return ndArray([count, dimension], data);
}
