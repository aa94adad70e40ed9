// Dropout masks, drawn outside the graph.
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';

/** 0 with probability `rate`, otherwise 1 / (1 - rate), so that expectations are kept. Without a stream: all ones. */
export function dropoutMask(shape: readonly number[], rate: number, stream: RandomStream | undefined): NdArray {
  const data = new Float32Array(sizeOf(shape));
  if (stream === undefined || rate <= 0) return ndArray(shape, data.fill(1));
  data.fill(1 / (1 - rate));
  // Gaps between dropped units are geometric: one draw for each of them, rather than one for each unit.
  const logarithmKept = Math.log1p(-rate);
  const gap = (): number => Math.floor(Math.log1p(-stream.uniform()) / logarithmKept);
  for (let index = gap(); index < data.length; index += 1 + gap()) data[index] = 0;
  return ndArray(shape, data);
}
