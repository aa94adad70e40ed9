// How many training steps one call takes (`training-steps.ts`), and their batches stacked into one.
import { type NdArray, ndArray } from '../foundation/nd-array.js';

/** Size of the batches of one call, bytes. */
const MAX_BYTES = 2 ** 26;

type Batch = Readonly<Record<string, NdArray>>;

/**
 * The number of steps in a call, of an engine's `most`: it divides `steps`, so that all calls are alike and are
 * compiled once.
 */
export function stepsTogether(steps: number, most: number, batch: Batch): number {
  const bytes = Object.values(batch).reduce((sum, { data }) => sum + data.byteLength, 0);
  let together = Math.max(1, Math.min(most, steps, Math.floor(MAX_BYTES / bytes)));
  while (steps % together !== 0) together--;
  return together;
}

/** Batches of one form, stacked along a new first axis. */
export function stackedBatches(batches: readonly Batch[]): Batch {
  const [first] = batches;
  return Object.fromEntries(
    Object.entries(first!).map(([key, { shape, data }]) => {
      const Numbers = data instanceof Int32Array ? Int32Array : Float32Array;
      const stacked = new Numbers(batches.length * data.length);
      for (const [index, batch] of batches.entries()) stacked.set(batch[key]!.data, index * data.length);
      return [key, ndArray([batches.length, ...shape], stacked)];
    }),
  );
}
