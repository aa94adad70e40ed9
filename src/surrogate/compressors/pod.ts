// Proper orthogonal decomposition as a compressor: a field is the mean of the training snapshots and a sum of modes.
// No linear compressor of the same size reconstructs the training snapshots better. A latent is the coefficient of a
// mode over the square root of the number of cells: its root-mean-square contribution to the field, K.
import { z } from 'zod';
import type { Dataset } from '../../archive/dataset.js';
import { TharsisError } from '../../foundation/errors.js';
import { interruptible } from '../../foundation/interruption.js';
import { type NdArray, ndArray } from '../../foundation/nd-array.js';
import { randomStream } from '../../foundation/random-stream.js';
import { streamedModes } from '../../statistics/streamed-modes.js';
import { constants } from '../../tensor/constants.js';
import { tf } from '../../tensor/tfjs.js';
import type { TrainingContext } from '../../training/training-loop.js';
import type { Compressor } from './compressor.js';
import type { TrainedCompressor } from './trained-compressor.js';

const schema = z.strictObject({
  compression: z.number().min(2).default(142).describe('points per latent, at least'),
});

type PodTraining = z.output<typeof schema>;

export interface TrainedPod extends TrainedCompressor {
  readonly shape: { readonly input: readonly [number, number]; readonly modes: number };
  /** (cells) K and (modes, cells), orthonormal. */
  readonly parameters: { readonly mean: NdArray; readonly modes: NdArray };
}

function podShape(input: readonly [number, number], { compression }: PodTraining): TrainedPod['shape'] {
  const modes = Math.floor((input[0] * input[1]) / compression);
  if (modes >= 1) return { input, modes };
  throw new TharsisError(
    'pod-compression',
    `a grid of ${input[0]} x ${input[1]} cannot be compressed ${compression}-fold: not one mode would be left`,
    'lower pod.compression or use more cells',
  );
}

/** A warm start keeps its modes, so that its latents keep their meaning. */
async function trainPod(
  dataset: Dataset,
  config: PodTraining,
  { seed, signal }: TrainingContext,
  warmStart?: TrainedPod,
): Promise<TrainedPod> {
  const began = performance.now();
  const shape = warmStart?.shape ?? podShape([dataset.r.length, dataset.phi.length], config);
  const cells = shape.input[0] * shape.input[1];
  const { training, validation } = dataset.split;
  const blocks = { count: training.length, read: (block: number) => dataset.readTemperature(training[block]!) };
  const fitBasis = async (): Promise<TrainedPod['parameters']> => {
    const pause = interruptible(signal ?? new AbortController().signal);
    const { mean, modes } = await streamedModes(blocks, cells, shape.modes, randomStream(seed, 'pod'), pause);
    return {
      mean: ndArray([cells], Float32Array.from(mean)),
      modes: ndArray([shape.modes, cells], Float32Array.from(modes)),
    };
  };
  const parameters = warmStart?.parameters ?? (await fitBasis());
  const errors = validation.map((simulation) => meanSquareError(dataset.readTemperature(simulation), parameters));
  return {
    shape,
    parameters,
    history: [],
    bestEpoch: -1,
    validationLoss: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    seconds: (performance.now() - began) / 1000,
  };
}

/** Of reconstructed snapshots (time, cells), K². */
function meanSquareError(fields: Float32Array, { mean, modes }: TrainedPod['parameters']): number {
  const cells = mean.data.length;
  let sum = 0;
  for (let start = 0; start < fields.length; start += cells) {
    const residual = Float64Array.from(mean.data, (value, cell) => fields[start + cell]! - value);
    for (let mode = 0; mode < modes.data.length; mode += cells) {
      let coefficient = 0;
      for (let cell = 0; cell < cells; cell++) coefficient += modes.data[mode + cell]! * residual[cell]!;
      for (let cell = 0; cell < cells; cell++) residual[cell]! -= coefficient * modes.data[mode + cell]!;
    }
    for (const value of residual) sum += value * value;
  }
  return sum / fields.length;
}

/** The basis inside a graph: mean (1, cells), modes (modes, cells), and the square root of the cells. */
function basisOf({ parameters }: TrainedPod) {
  const { mean, modes } = constants(parameters);
  const cells = modes.shape[1]!;
  return { mean: tf.reshape(mean, [1, cells]), modes: modes as tf.Tensor2D, cells, scale: Math.sqrt(cells) };
}

export const pod: Compressor<PodTraining, TrainedPod> = {
  name: 'pod',
  label: 'POD',
  noun: 'proper orthogonal decomposition',
  schema,
  shape: podShape,
  latentSize: (shape) => shape.modes,
  train: trainPod,
  encode: (trained, fields) => {
    const { mean, modes, cells, scale } = basisOf(trained);
    const deviations = tf.sub(tf.reshape(fields, [fields.shape[0]!, cells]), mean);
    return tf.div(tf.matMul(deviations, modes, false, true), scale);
  },
  decode: (trained, latents) => {
    const { mean, modes, scale } = basisOf(trained);
    const fields = tf.add(tf.matMul(tf.mul(latents, scale), modes), mean);
    return tf.reshape(fields, [latents.shape[0]!, ...trained.shape.input]);
  },
};
