// Batches of finite sets: training samples are shuffled anew every epoch, validation samples keep their order.
import type { RandomStream } from '../../foundation/random-stream.js';
import type { Batch, BatchSource, ValidationSet } from './batch-source.js';

/** Samples are numbered from 0 in each of the two sets. */
export interface FiniteSets {
  readonly trainingSamples: number;
  /** None: no validation. */
  readonly validationSamples?: number;
  /** At most all training samples. */
  readonly batchSize: number;
  /** The batch of the given samples; with a stream also the noise that training adds, without one none. */
  readonly batch: (set: 'training' | 'validation', samples: Int32Array, noise?: RandomStream) => Batch;
}

/**
 * The batches of a training set, and its validation set, for a training problem. Samples that do not fill a batch are
 * left out of their epoch.
 */
export function finiteSets(sets: FiniteSets & { validationSamples: number }): {
  batches: BatchSource;
  validation: ValidationSet;
};
export function finiteSets(sets: FiniteSets): { batches: BatchSource; validation?: ValidationSet };
export function finiteSets({ trainingSamples, validationSamples, batchSize: wanted, batch }: FiniteSets): {
  batches: BatchSource;
  validation?: ValidationSet;
} {
  const batchSize = Math.min(wanted, trainingSamples);
  const batches: BatchSource = {
    identity: { trainingSamples, validationSamples: validationSamples ?? null, batchSize },
    stepsPerEpoch: Math.floor(trainingSamples / batchSize),
    epoch: (stream) => {
      const order = Int32Array.from({ length: trainingSamples }, (_, index) => index);
      stream.shuffle(order);
      let taken = 0;
      return () => {
        taken += batchSize;
        return batch('training', order.subarray(taken - batchSize, taken), stream);
      };
    },
  };
  if (validationSamples === undefined) return { batches };
  return {
    batches,
    validation: { samples: validationSamples, batchSize, batch: (samples) => batch('validation', samples) },
  };
}
