// Parameters → latents by Gaussian processes: an evolution of latents is a sum of a few modes (proper orthogonal
// decomposition of the training evolutions about their mean), and the coefficient of each mode is a Gaussian process of
// the parameters (Guo and Hesthaven 2018, Comput. Methods Appl. Mech. Eng. 341, 807-826). It is fitted in seconds
// and does well with few simulations. Far from all training parameters it tends to the mean evolution.
import { z } from 'zod';
import { throwIfInterrupted } from '../../foundation/errors.js';
import { interpolateRows } from '../../foundation/interpolation.js';
import { type NdArray, ndArray } from '../../foundation/nd-array.js';
import { condition, fitKernel, type Kernel, posteriorMean } from '../../statistics/gaussian-process.js';
import { podModes } from '../../statistics/pod.js';
import { constants } from '../../tensor/constants.js';
import { tf } from '../../tensor/tfjs.js';
import { denormalize, normalizeRow } from '../../training/normalization.js';
import type { Scaling } from '../../training/scaling.js';
import type { TrainingContext } from '../../training/training-loop.js';
import { type LatentDataset, latentScaling, rowsOf } from '../latents.js';
import { whole } from '../section-parts.js';
import type { Predictor } from './predictor.js';
import { fitPredictorInputs, inputsSection, parameterInputs, predictorInputTensor } from './predictor-inputs.js';
import type { SimulationParameters, TrainedPredictor } from './trained-predictor.js';

const schema = z.strictObject({
  energy: z
    .number()
    .positive()
    .max(1)
    .default(0.9999)
    .describe('share of the variance of the training evolutions that the modes hold'),
  steps: whole.default(150).describe('of the search for hyperparameters, from each start'),
  ...inputsSection,
});

type GaussianProcessTraining = z.output<typeof schema>;

/** One Gaussian process: the coefficient of one mode, in standard deviations. Points are those of the training. */
interface CoefficientProcess {
  readonly kernel: Kernel;
  /** (points). */
  readonly weights: readonly number[];
  /** Standard deviation of the coefficient over the training simulations. */
  readonly scale: number;
}

export interface TrainedGaussianProcess extends TrainedPredictor {
  readonly shape: { readonly latents: number; readonly parameters: number };
  /** Of normalized latents: the mean evolution (time, latents), the modes (mode, time × latents). */
  readonly parameters: { readonly mean: NdArray; readonly modes: NdArray };
  /** Of latents, (latents). */
  readonly latents: Scaling<NdArray>;
  /** s: of the evolutions; between them latents are interpolated, beyond them held. */
  readonly times: readonly number[];
  /** (points, parameters), normalized. */
  readonly points: readonly (readonly number[])[];
  readonly processes: readonly CoefficientProcess[];
}

/** Lengths relative to the trained ranges; signal and noise in standard deviations of the coefficient. */
const BOUNDS = { lengths: [0.05, 20], signal: [0.05, 20], noise: [1e-2, 1] } as const;
const START_LENGTHS = [0.3, 1, 3];

async function trainGaussianProcess(
  latents: LatentDataset,
  config: GaussianProcessTraining,
  { signal }: TrainingContext,
  warmStart?: TrainedGaussianProcess,
): Promise<TrainedGaussianProcess> {
  const began = performance.now();
  const { dataset, size } = latents;
  const { training, validation } = dataset.split;
  const inputs = warmStart?.inputs ?? fitPredictorInputs(dataset, config.logarithmic);
  const scaling = warmStart?.latents ?? latentScaling(latents);
  const times = longestTimes(latents);
  const evolutions = training.map((simulation) => evolutionOf(latents, simulation, times, scaling));
  const columns = times.length * size;
  const mean = meanOf(evolutions, columns);
  const { modes, coefficients } = leadingModes(evolutions, columns, config.energy);
  const count = modes.length / columns;
  const points = training.map((index) => [...parameterInputs(inputs, dataset.simulations[index]!.parameters)]);
  const processes: CoefficientProcess[] = [];
  for (let mode = 0; mode < count; mode++) {
    throwIfInterrupted(signal);
    const values = points.map((_, point) => coefficients[point * count + mode]!);
    const scale = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) || 1;
    const scaled = values.map((value) => value / scale);
    const starts = START_LENGTHS.map((length) => ({ lengths: points[0]!.map(() => length), signal: 1, noise: 0.1 }));
    const earlier = warmStart?.processes[mode]?.kernel;
    const kernel = fitKernel(points, scaled, earlier === undefined ? starts : [earlier, ...starts], {
      ...BOUNDS,
      steps: config.steps,
    });
    processes.push({ kernel, weights: [...condition(points, scaled, kernel).weights], scale });
  }
  const fitted = {
    shape: { latents: size, parameters: inputs.parameterNames.length },
    parameters: {
      mean: ndArray([times.length, size], mean),
      modes: ndArray([count, columns], Float32Array.from(modes)),
    },
    inputs,
    latents: scaling,
    times: [...times],
    points,
    processes,
    history: [],
    bestEpoch: -1,
  };
  const errors = validation.map((simulation) => {
    const predicted = evolutionFor(fitted, dataset.simulations[simulation]!.parameters);
    const truth = evolutionOf(latents, simulation, times, scaling);
    return truth.reduce((sum, value, index) => sum + (value - predicted[index]!) ** 2, 0) / columns;
  });
  const validationLoss = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return { ...fitted, validationLoss, seconds: (performance.now() - began) / 1000 };
}

/** The times of the training simulation that reaches furthest. */
function longestTimes({ dataset }: LatentDataset): Float64Array {
  const all = dataset.split.training.map((index) => dataset.simulations[index]!.times);
  return all.reduce((best, next) => (next.at(-1)! > best.at(-1)! ? next : best));
}

/** Normalized latents of a simulation at the given times, (time × latents). */
function evolutionOf(
  { dataset, size, sequences }: LatentDataset,
  simulation: number,
  times: Float64Array,
  scaling: Scaling<NdArray>,
): Float32Array {
  const rows = rowsOf(sequences[simulation]!, size).map((row) => normalizeRow(scaling, row));
  const normalized = new Float32Array(rows.length * size);
  for (const [index, row] of rows.entries()) normalized.set(row, index * size);
  return interpolateRows(normalized, dataset.simulations[simulation]!.times, times);
}

function meanOf(evolutions: readonly Float32Array[], columns: number): Float32Array {
  return Float32Array.from(
    { length: columns },
    (_, column) => evolutions.reduce((sum, evolution) => sum + evolution[column]!, 0) / evolutions.length,
  );
}

/** The modes about the mean that hold a share of the variance; where all evolutions are the same, one mode of zeros. */
function leadingModes(evolutions: readonly Float32Array[], columns: number, energy: number) {
  const stacked = new Float32Array(evolutions.length * columns);
  for (const [index, evolution] of evolutions.entries()) stacked.set(evolution, index * columns);
  const all = podModes(stacked, columns, evolutions.length, { meanRemoved: true });
  const squares = all.singularValues.map((value) => value * value);
  const total = squares.reduce((sum, value) => sum + value, 0);
  let count = 0;
  for (let held = 0; count < squares.length && held < energy * total; count++) held += squares[count]!;
  if (count === 0) return { modes: new Float64Array(columns), coefficients: new Float64Array(evolutions.length) };
  const known = squares.length;
  const coefficients = Float64Array.from(
    { length: evolutions.length * count },
    (_, index) => all.coefficients[Math.floor(index / count) * known + (index % count)]!,
  );
  return { modes: all.modes.slice(0, count * columns), coefficients };
}

/** The predicted evolution (time × latents), normalized. */
function evolutionFor(
  {
    parameters: { mean, modes },
    inputs,
    points,
    processes,
  }: Omit<TrainedGaussianProcess, 'validationLoss' | 'seconds'>,
  parameters: SimulationParameters,
): Float32Array {
  const point = parameterInputs(inputs, parameters);
  const columns = mean.data.length;
  const evolution = Float64Array.from(mean.data);
  for (const [mode, { kernel, weights, scale }] of processes.entries()) {
    const coefficient = scale * posteriorMean({ kernel, points, weights }, point);
    for (let column = 0; column < columns; column++) {
      evolution[column]! += coefficient * modes.data[mode * columns + column]!;
    }
  }
  return Float32Array.from(evolution);
}

/** Latents (time, latents) of one parameter set at any times, as the compressor gives them. */
function latentsFor(
  trained: TrainedGaussianProcess,
  parameters: SimulationParameters,
  times: ArrayLike<number>,
): Float32Array {
  const { offset, scale } = trained.latents;
  const size = trained.shape.latents;
  const rows = interpolateRows(evolutionFor(trained, parameters), trained.times, times);
  return rows.map((value, index) => value * scale.data[index % size]! + offset.data[index % size]!);
}

/** The same as a graph: times (n) in s, parameters (n, p) in SI → latents (n, latents). */
function latentGraph(trained: TrainedGaussianProcess, times: tf.Tensor, parameters: tf.Tensor): tf.Tensor {
  const { points, processes, shape, inputs } = trained;
  const count = times.shape[0]!;
  const { parameters: arrays, latents } = constants({ parameters: trained.parameters, latents: trained.latents });
  const point = tf.slice(predictorInputTensor(inputs, times, parameters), [0, 1], [count, shape.parameters]);
  const hats = hatFunctions(trained, times);
  let evolution = tf.matMul(hats, arrays.mean);
  for (const [mode, { kernel, weights, scale }] of processes.entries()) {
    const scaled = (rows: tf.Tensor): tf.Tensor => tf.div(rows, tf.tensor([...kernel.lengths], undefined, 'float32'));
    const differences = tf.sub(
      tf.reshape(scaled(point), [count, 1, shape.parameters]),
      tf.reshape(scaled(tf.tensor(points.flat(), [points.length, shape.parameters])), [
        1,
        points.length,
        shape.parameters,
      ]),
    );
    const covariance = tf.exp(tf.mul(-0.5, tf.sum(tf.square(differences), 2)));
    const factor = scale * kernel.signal ** 2;
    const column = tf.tensor(
      weights.map((weight) => factor * weight),
      [points.length, 1],
    );
    const row = tf.slice(arrays.modes, [mode, 0], [1, trained.times.length * shape.latents]);
    const shapes = tf.matMul(hats, tf.reshape(row, [trained.times.length, shape.latents]));
    evolution = tf.add(evolution, tf.mul(tf.matMul(covariance, column), shapes));
  }
  return denormalize(latents, evolution);
}

/** Weights of linear interpolation in time, (n, times), held beyond both ends. */
function hatFunctions({ times: known }: TrainedGaussianProcess, times: tf.Tensor): tf.Tensor {
  const last = known.at(-1)!;
  const relative = known.map((time) => time / last);
  const [first] = relative;
  const moment = tf.reshape(tf.clipByValue(tf.div(times, last), first!, 1), [times.shape[0]!, 1]);
  const hats = relative.map((time, index) => {
    const [before, after] = [relative[index - 1], relative[index + 1]];
    const rising = before === undefined ? undefined : tf.div(tf.sub(moment, before), time - before);
    const falling = after === undefined ? undefined : tf.div(tf.sub(after, moment), after - time);
    const both = rising && falling ? tf.minimum(rising, falling) : (rising ?? falling ?? tf.onesLike(moment));
    return tf.relu(both);
  });
  return tf.concat(hats, 1);
}

export const gaussianProcess: Predictor<GaussianProcessTraining, TrainedGaussianProcess> = {
  name: 'gaussian-process',
  label: 'Gaussian process',
  noun: 'a Gaussian process',
  startsFrom: 'parameters',
  schema,
  shape: (parameters, latents) => ({ latents, parameters }),
  train: trainGaussianProcess,
  open: (trained) => ({
    latents: async (sets, times) => {
      const size = times.length * trained.shape.latents;
      const predicted = new Float32Array(sets.length * size);
      for (const [index, parameters] of sets.entries()) {
        predicted.set(latentsFor(trained, parameters, times), index * size);
      }
      return predicted;
    },
    dispose: async () => {},
  }),
  graph: (trained, times) => ({
    inputs: [
      { name: 'time', shape: [times] },
      { name: 'parameters', shape: [times, trained.shape.parameters] },
    ],
    apply: (time, parameters) => latentGraph(trained, time!, parameters!),
  }),
};
