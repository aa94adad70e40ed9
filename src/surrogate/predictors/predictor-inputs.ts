// The inputs of predictors besides latents: time and parameters, some by their logarithm, each brought to [0, 1] by its
// range over the training simulations.
import { z } from 'zod';
import type { Dataset } from '../../archive/dataset.js';
import { TharsisError } from '../../foundation/errors.js';
import { type NdArray, ndArray } from '../../foundation/nd-array.js';
import { suggestion } from '../../foundation/nearest-name.js';
import { ownValue } from '../../foundation/own-value.js';
import { tf } from '../../tensor/tfjs.js';
import { minimumMaximumScaling, normalize, normalizeRow } from '../../training/normalization.js';
import type { PredictorInputs } from './trained-predictor.js';

/** Smallest span of times over the largest of them: with it, float32 still has some 100 steps in a hundredth of it. */
const RESOLVED_SPAN = 1e-3;

/** What every predictor's section of a pipeline has. */
export const inputsSection = {
  logarithmic: z
    .array(z.string())
    .refine((names) => new Set(names).size === names.length, 'expected each parameter once')
    .optional()
    .describe('parameters that enter by their logarithm (default: those that the archive has on a logarithmic scale)'),
};

/**
 * Fits the inputs to the training simulations.
 *
 * @param logarithmic names of parameters that enter by their logarithm (default: those that the dataset has on a
 * logarithmic scale)
 * @throws TharsisError `parameter-unknown`, `parameter-not-positive`, `archive-times`
 */
export function fitPredictorInputs(dataset: Dataset, logarithmic?: readonly string[]): PredictorInputs {
  const names = dataset.parameterNames;
  const unknown = logarithmic?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new TharsisError(
      'parameter-unknown',
      `'logarithmic' names '${unknown}', but the archive has no such parameter`,
      suggestion(unknown, names),
    );
  }
  const used = names.filter((name) => logarithmic?.includes(name) ?? dataset.parameterScales[name] === 'logarithmic');
  requirePositive(dataset, used);
  const rows = dataset.split.training.map((index) => transformed(dataset.simulations[index]!.parameters, names, used));
  return {
    parameterNames: names,
    logarithmic: used,
    time: timeScaling(dataset.split.training.map((index) => dataset.simulations[index]!.times)),
    parameters: minimumMaximumScaling(rows, names.length),
  };
}

/**
 * Brings the span of the training simulations to [0, 1], wherever its zero is: times may count from the start or back
 * from the present.
 *
 * @throws TharsisError `archive-times` where float32, in which networks compute, does not resolve the span
 */
function timeScaling(times: readonly Float64Array[]): PredictorInputs['time'] {
  const offset = times.reduce((earliest, [first = earliest]) => Math.min(earliest, first), Number.POSITIVE_INFINITY);
  const latest = times.reduce((end, series) => Math.max(end, series.at(-1) ?? end), Number.NEGATIVE_INFINITY);
  if (latest - offset >= RESOLVED_SPAN * Math.max(Math.abs(offset), Math.abs(latest))) {
    return { offset, scale: latest - offset };
  }
  throw new TharsisError(
    'archive-times',
    `the training simulations last from ${offset} s to ${latest} s, a span that float32 does not resolve`,
    'count times from the start of the simulations',
  );
}

/** Throws `parameter-not-positive` unless all simulations have a logarithm of each of the named parameters. */
export function requirePositive(
  { simulations }: { readonly simulations: readonly Pick<Dataset['simulations'][number], 'id' | 'parameters'>[] },
  logarithmic: readonly string[],
): void {
  for (const { id, parameters } of simulations) {
    const wrong = logarithmic.find((name) => parameters[name]! <= 0);
    if (wrong === undefined) continue;
    throw new TharsisError(
      'parameter-not-positive',
      `${id} has ${wrong} = ${parameters[wrong]}, which has no logarithm, but ${wrong} enters the networks by it`,
      `leave ${wrong} out of 'logarithmic' in the sections of the predictors, or leave this simulation out of the archive`,
    );
  }
}

/** Normalized parameters of one simulation, in order. */
export function parameterInputs(inputs: PredictorInputs, parameters: Readonly<Record<string, number>>): Float32Array {
  return normalizeRow(inputs.parameters, transformed(parameters, inputs.parameterNames, inputs.logarithmic));
}

/** Normalized time. */
export function timeInput({ time }: PredictorInputs, seconds: number): number {
  return (seconds - time.offset) / time.scale;
}

/** The same within a graph: times (n) in s and parameters (n, p) in SI → (n, 1 + p). */
export function predictorInputTensor(inputs: PredictorInputs, times: tf.Tensor, parameters: tf.Tensor): tf.Tensor {
  const { offset, scale } = inputs.parameters;
  const count = times.shape[0]!;
  const time = tf.reshape(tf.div(tf.sub(times, inputs.time.offset), inputs.time.scale), [count, 1]);
  const columns = inputs.parameterNames.map((name, column) => {
    const values = tf.slice(parameters, [0, column], [count, 1]);
    return inputs.logarithmic.includes(name) ? tf.div(tf.log(values), Math.LN10) : values;
  });
  const scaling = { offset: tf.tensor(offset.data), scale: tf.tensor(scale.data) };
  return tf.concat([time, normalize(scaling, tf.concat(columns, 1))], 1);
}

/** Parameter values in order as an array (p). */
export function parameterVector(inputs: PredictorInputs, parameters: Readonly<Record<string, number>>): NdArray {
  return ndArray(
    [inputs.parameterNames.length],
    Float32Array.from(inputs.parameterNames, (name) => parameters[name]!),
  );
}

function transformed(
  parameters: Readonly<Record<string, number>>,
  names: readonly string[],
  logarithmic: readonly string[],
): Float64Array {
  return Float64Array.from(names, (name) => {
    const value = ownValue(parameters, name);
    if (value === undefined)
      throw new Error(`predictor inputs: got no parameter '${name}', expected ${names.join(', ')}`);
    return logarithmic.includes(name) ? Math.log10(value) : value;
  });
}
