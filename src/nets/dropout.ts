// Dropout masks, drawn outside of the graph.
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';

/** 0 with probability `rate`, otherwise 1 / (1 - rate), so that expectations are kept. Without a stream: all ones. */
export function dropoutMask(shape: readonly number[], rate: number, stream: RandomStream | undefined): NdArray {
  const data = new Float32Array(sizeOf(shape)).fill(1);
  if (stream !== undefined && rate > 0) {
    const kept = 1 / (1 - rate);
    for (let i = 0; i < data.length; i++) data[i] = stream.uniform() < rate ? 0 : kept;
  }
  return ndArray(shape, data);
}
