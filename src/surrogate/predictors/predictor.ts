// What a predictor is: a map from the parameters of a simulation to the latents of its evolution, trained on the
// latents of training simulations.
//
// To add a member, write `NAME.ts`, or a folder like `gaussian-process/`, and name it in `registry.ts`; its section of a
// pipeline, its stage, its file in a model folder, its export, its rows in the report and its tests follow from that.
import type { z } from 'zod';
import type { RandomStream } from '../../foundation/random-stream.js';
import type { Engine } from '../../tensor/engine.js';
import type { tf } from '../../tensor/tfjs.js';
import type { TrainingContext } from '../../training/training-loop.js';
import type { LatentDataset } from '../latents.js';
import type { SimulationParameters, TrainedPredictor } from './trained-predictor.js';

/** Where a prediction that starts from a field begins. */
export interface Start {
  /** (latents) of the first field, as the compressor gives them. */
  readonly latents: Float32Array;
  /** s: the times of the steps; the first is that of the field. */
  readonly times: ArrayLike<number>;
}

/** A predictor that is ready to answer. */
export interface OpenPredictor {
  /**
   * The evolutions of parameter sets (SI) at the same times (s): (set, time, latents), as the compressor gives them.
   *
   * @param start where `startsFrom` is 'initial-field'
   */
  latents(sets: readonly SimulationParameters[], times: ArrayLike<number>, start?: Start): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** A graph that gives latents, for others to run. */
export interface LatentGraph {
  /** Names and shapes of the inputs, in order. */
  readonly inputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly apply: (...inputs: tf.Tensor[]) => tf.Tensor;
}

/** The network of a predictor by itself, in normalized numbers: for benchmarks, and for graphs that others run. */
export interface PredictorNetwork<Config extends object = object, Trained extends TrainedPredictor = TrainedPredictor> {
  /** Settings: those of the paper, and some that are small enough for tests. */
  readonly settings: { readonly paper: Config & { readonly batchSize: number }; readonly small: Config };
  init(stream: RandomStream, shape: Trained['shape']): Trained['parameters'];
  /** The shape of the inputs of one sample. */
  inputShape(shape: Trained['shape']): readonly number[];
  /** Inputs (batch, ...input shape) → latents (batch, latents). */
  apply(parameters: unknown, shape: Trained['shape'], inputs: tf.Tensor): tf.Tensor;
  /** Multiply-adds of the matrix products for one sample; first those that act on the inputs. */
  multiplyAdds(shape: Trained['shape']): readonly number[];
}

/** A member of the registry. */
export interface Predictor<Config extends object = object, Trained extends TrainedPredictor = TrainedPredictor> {
  /** Its name in pipelines, files and metrics. */
  readonly name: string;
  /** Its name in pictures and tables. */
  readonly label: string;
  /** Completes the sentence of the model card 'latents, which ... predict'. */
  readonly noun: string;
  /** What an evolution follows from, besides the parameters. */
  readonly startsFrom: 'parameters' | 'initial-field';
  /** Where its training needs the gradients of convolutions, which not every engine has. */
  readonly trainsConvolutions?: true;
  /** Its section of a pipeline. */
  readonly schema: z.ZodType<Config>;
  /** The form that a configuration means for a number of simulation parameters and latents. */
  shape(parameters: number, latents: number, config: Config): Trained['shape'];
  /** Trains it on the training simulations; a warm start continues from earlier parameters and normalization. */
  train(latents: LatentDataset, config: Config, context: TrainingContext, warmStart?: Trained): Promise<Trained>;
  /** Where it is a network. */
  readonly network?: PredictorNetwork<Config, Trained>;
  /** Readies it on an engine. */
  open(trained: Trained, engine: Engine): OpenPredictor;
  /**
   * The graph to export, for a number of output times (none: no export). One that starts from parameters takes time (n)
   * in s and parameters (n, p) in SI to latents (n, latents), so that a decoder can follow it.
   */
  graph?(trained: Trained, times: number): LatentGraph;
}
