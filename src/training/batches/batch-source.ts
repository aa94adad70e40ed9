// Sources of training batches.
import type { NdArray } from '../../foundation/nd-array.js';
import type { RandomStream } from '../../foundation/random-stream.js';

/** Arrays by name, of the same shapes in every batch. */
export type Batch = Readonly<Record<string, NdArray>>;

/** A source of training batches. */
export interface BatchSource {
  /** What decides the batches, as plain data: part of what a checkpoint belongs to. */
  readonly identity: unknown;
  readonly stepsPerEpoch: number;
  /**
   * Begins an epoch; the function gives its batches, one a call.
   *
   * @param stream of this epoch; all randomness of the epoch comes from it
   */
  epoch(stream: RandomStream): () => Batch;
}

/** A finite set of samples, numbered from 0, that the loss is measured on after every epoch. */
export interface ValidationSet {
  readonly samples: number;
  readonly batchSize: number;
  batch(samples: Int32Array): Batch;
}
