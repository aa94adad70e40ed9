// What a compressor is: a map from temperature fields to a few latents and back, fitted to training simulations.
//
// Fields are (n, radial, azimuthal) in K, latents (n, latents). To add a member, write one file like `pod.ts` and name
// it in `registry.ts`; its section of a pipeline, its stage, its file in a model folder and its tests follow from that.
import type { z } from 'zod';
import type { Dataset } from '../../archive/dataset.js';
import type { tf } from '../../tensor/tfjs.js';
import type { TrainingContext } from '../../training/training-loop.js';
import type { TrainedCompressor } from './trained-compressor.js';

/** A member of the registry. */
export interface Compressor<Config extends object = object, Trained extends TrainedCompressor = TrainedCompressor> {
  /** Its name in pipelines, files and metrics. */
  readonly name: string;
  /** Its name in pictures and tables. */
  readonly label: string;
  /** Begins the sentence of the model card '... compresses fields', with its article if it has one. */
  readonly noun: string;
  /** Where its training needs the gradients of convolutions, which not every engine has. */
  readonly trainsConvolutions?: true;
  /** Its section of a pipeline. */
  readonly schema: z.ZodType<Config>;
  /** The shape that a configuration gives on a grid. Throws a TharsisError if it does not fit the grid. */
  shape(input: readonly [number, number], config: Config): Trained['shape'];
  /** The number of latents of a field. */
  latentSize(shape: Trained['shape']): number;
  /** Fits it to the training simulations; a warm start continues from earlier parameters and normalization. */
  train(dataset: Dataset, config: Config, context: TrainingContext, warmStart?: Trained): Promise<Trained>;
  /** Fields → latents, inside a graph. */
  encode(trained: Trained, fields: tf.Tensor): tf.Tensor;
  /** Latents → fields, inside a graph. */
  decode(trained: Trained, latents: tf.Tensor): tf.Tensor;
}
