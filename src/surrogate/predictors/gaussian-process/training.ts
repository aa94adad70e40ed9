// Fitting to the training simulations: modes of their evolutions, then one process for the coefficient of each mode.
import { interpolateRows } from '../../../foundation/interpolation.js';
import { type NdArray, ndArray } from '../../../foundation/nd-array.js';
import { randomStream } from '../../../foundation/random-stream.js';
import { silentReporter } from '../../../foundation/reporter.js';
import { podModes } from '../../../statistics/pod.js';
import type { Scaling } from '../../../training/scaling.js';
import type { TrainingContext } from '../../../training/training-loop.js';
import { type LatentDataset, latentScaling, normalizedLatents } from '../../latents.js';
import { fitPredictorInputs, parameterInputs } from '../predictor-inputs.js';
import { evolutionFor } from './evolution.js';
import { fitProcesses } from './processes.js';
import type { GaussianProcessTraining } from './settings.js';
import type { TrainedGaussianProcess } from './trained-gaussian-process.js';

/**
 * Fits the processes to the training simulations, or to as many of them, drawn at random, as the configuration allows.
 * A warm start gives the normalization, and its hyperparameters as one more start of the search.
 *
 * Resumes a search that was interrupted from `<folder>/gaussian-process.checkpoint.json`.
 *
 * @throws TharsisError `checkpoint-damaged`; InterruptedError when the signal is raised: the modes done are kept
 */
export async function trainGaussianProcess(
  latents: LatentDataset,
  config: GaussianProcessTraining,
  context: TrainingContext,
  warmStart?: TrainedGaussianProcess,
): Promise<TrainedGaussianProcess> {
  const began = performance.now();
  const { dataset, size } = latents;
  const simulations = simulationsUsed(dataset.split.training, config.simulations, context);
  const inputs = warmStart?.inputs ?? fitPredictorInputs(dataset, config.logarithmic);
  const scaling = warmStart?.latents ?? latentScaling(latents);
  const times = longestTimes(latents, simulations);
  const evolutions = simulations.map((simulation) => evolutionOf(latents, simulation, times, scaling));
  const columns = times.length * size;
  const mean = meanOf(evolutions, columns);
  const { modes, coefficients } = leadingModes(evolutions, columns, config.energy);
  const count = modes.length / columns;
  const points = simulations.map((index) => [...parameterInputs(inputs, dataset.simulations[index]!.parameters)]);
  const ofMode = (mode: number) => points.map((_, point) => coefficients[point * count + mode]!);
  const { processes, secondsBefore } = await fitProcesses(
    points,
    Array.from({ length: count }, (_, mode) => ofMode(mode)),
    config.steps,
    context,
    warmStart?.processes,
  );
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
  const errors = dataset.split.validation.map((simulation) => {
    const predicted = evolutionFor(fitted, dataset.simulations[simulation]!.parameters);
    const truth = evolutionOf(latents, simulation, times, scaling);
    return truth.reduce((sum, value, index) => sum + (value - predicted[index]!) ** 2, 0) / columns;
  });
  const validationLoss = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return { ...fitted, validationLoss, seconds: secondsBefore + (performance.now() - began) / 1000 };
}

/** All training simulations, or a random `limit` of them in their order. */
function simulationsUsed(
  training: readonly number[],
  limit: number,
  { seed, reporter = silentReporter }: TrainingContext,
): readonly number[] {
  if (training.length <= limit) return training;
  reporter.note(
    `gaussian-process: fitted to ${limit} of ${training.length} training simulations, drawn at random ('simulations' sets how many)`,
  );
  const drawn = Int32Array.from(training);
  randomStream(seed, 'gaussian-process simulations').shuffle(drawn);
  return [...drawn.subarray(0, limit)].sort((a, b) => a - b);
}

/** The times of the simulation that reaches furthest. */
function longestTimes({ dataset }: LatentDataset, simulations: readonly number[]): Float64Array {
  const all = simulations.map((index) => dataset.simulations[index]!.times);
  return all.reduce((best, next) => (next.at(-1)! > best.at(-1)! ? next : best));
}

/** Normalized latents of a simulation at the given times, (time × latents). */
function evolutionOf(
  latents: LatentDataset,
  simulation: number,
  times: Float64Array,
  scaling: Scaling<NdArray>,
): Float32Array {
  const known = latents.dataset.simulations[simulation]!.times;
  return interpolateRows(normalizedLatents(latents, simulation, scaling), known, times);
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
