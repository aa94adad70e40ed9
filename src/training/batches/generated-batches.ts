// Batches without a data set: each is drawn when it is needed. For samplers, which train on noise alone.
import type { RandomStream } from '../../foundation/random-stream.js';
import type { Batch, BatchSource } from './batch-source.js';

/**
 * A stream of generated batches. An epoch is `stepsPerEpoch` steps; the learning rate and the history
 * go by it.
 *
 * @param draw the next batch; of the same shapes every time
 */
export function generatedBatches(stepsPerEpoch: number, draw: (stream: RandomStream) => Batch): BatchSource {
  return {
    identity: { stepsPerEpoch },
    stepsPerEpoch,
    epoch: (stream) => () => draw(stream),
  };
}
