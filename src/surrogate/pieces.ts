// Long sequences through a compiled graph, a piece at a time.
import { type NdArray, ndArray } from '../foundation/nd-array.js';

/** Frames that go through a network at once; sequences are cut and filled up to a multiple only beyond it. */
const FRAMES_AT_ONCE = 128;

/**
 * Runs a function of (n, ...itemShape) over a long sequence, `FRAMES_AT_ONCE` items at a time, so that memory stays
 * bounded and few shapes are compiled.
 */
export async function inPieces(
  values: Float32Array,
  itemShape: readonly number[],
  outputSize: number,
  run: (piece: NdArray) => Promise<NdArray>,
): Promise<Float32Array> {
  const itemSize = itemShape.reduce((product, length) => product * length, 1);
  const count = values.length / itemSize;
  const output = new Float32Array(count * outputSize);
  for (let start = 0; start < count; start += FRAMES_AT_ONCE) {
    const length = Math.min(FRAMES_AT_ONCE, count - start);
    const padded = count > FRAMES_AT_ONCE ? FRAMES_AT_ONCE : length;
    const piece = new Float32Array(padded * itemSize);
    piece.set(values.subarray(start * itemSize, (start + length) * itemSize));
    const { data } = await run(ndArray([padded, ...itemShape], piece));
    output.set((data as Float32Array).subarray(0, length * outputSize), start * outputSize);
  }
  return output;
}
