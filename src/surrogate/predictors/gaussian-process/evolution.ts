// The evolution of latents that the processes give for a set of parameters.
import { interpolateRows } from '../../../foundation/interpolation.js';
import { posteriorMean } from '../../../statistics/gaussian-process.js';
import { parameterInputs } from '../predictor-inputs.js';
import type { SimulationParameters } from '../trained-predictor.js';
import type { TrainedGaussianProcess } from './trained-gaussian-process.js';

/** The predicted evolution (time × latents), normalized. */
export function evolutionFor(
  {
    parameters: { mean, modes },
    inputs,
    points,
    processes,
  }: Pick<TrainedGaussianProcess, 'parameters' | 'inputs' | 'points' | 'processes'>,
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
export function latentsFor(
  trained: TrainedGaussianProcess,
  parameters: SimulationParameters,
  times: ArrayLike<number>,
): Float32Array {
  const { offset, scale } = trained.latents;
  const size = trained.shape.latents;
  const rows = interpolateRows(evolutionFor(trained, parameters), trained.times, times);
  return rows.map((value, index) => value * scale.data[index % size]! + offset.data[index % size]!);
}
