// The loss on a validation set.
import type { NdArray } from '../foundation/nd-array.js';
import type { ValidationSet } from './batches/batch-source.js';

/**
 * Mean over the validation samples, in batches of one size; the last is filled up by repetition, which is not counted.
 *
 * @param run gives the losses of the samples of a batch, (batch)
 */
export async function validationLoss<Parameters>(
  run: (parameters: never, batch: never) => Promise<unknown>,
  { samples: count, batchSize, batch }: ValidationSet,
  parameters: Parameters,
): Promise<number> {
  let sum = 0;
  for (let start = 0; start < count; start += batchSize) {
    const samples = Int32Array.from({ length: batchSize }, (_, offset) => Math.min(start + offset, count - 1));
    const { data } = (await run(parameters as never, batch(samples) as never)) as NdArray;
    for (let offset = 0; offset < Math.min(batchSize, count - start); offset++) sum += data[offset]!;
  }
  return sum / count;
}
