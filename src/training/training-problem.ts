// What is trained, as plain data and functions: initial weights, a loss, and where batches come from.
import type { Tensors } from '../tensor/array-tree.js';
import type { tf } from '../tensor/tfjs.js';
import type { BatchSource, ValidationSet } from './batches/batch-source.js';

/** A training problem. `Parameters` is a tree of arrays. */
export interface TrainingProblem<Parameters> {
  /** Names the checkpoint, the progress and the compiled functions. */
  readonly name: string;
  readonly initial: Parameters;
  /** The losses of a batch, whose mean is minimized: one a sample, (batch); a scalar where there is no validation. */
  readonly sampleLosses: (parameters: Tensors<Parameters>, batch: Record<string, tf.Tensor>) => tf.Tensor;
  readonly batches: BatchSource;
  readonly validation?: ValidationSet;
  /** Whatever else decides the result, as plain data: data digest, architecture. */
  readonly identity: unknown;
}

/** A training problem with validation. */
export interface ValidatedProblem<Parameters> extends TrainingProblem<Parameters> {
  readonly validation: ValidationSet;
}
