// Designs of experiments over the parameter box: Latin hypercube and scrambled Sobol points.
import type { RandomStream } from '../../foundation/random-stream.js';
import type { MantleParameters } from './mantle-parameters.js';
import { type ParameterRange, type ParameterRanges, parameterNames } from './parameter-ranges.js';
import { sobolPoint } from './sobol.js';

export type SamplingMethod = 'latin-hypercube' | 'sobol';

/**
 * `count` parameter sets in the box, each parameter on its own scale.
 *
 * `latin-hypercube` (McKay et al. 1979): each interval is cut into `count` equal strata, and each stratum is hit
 * exactly once, at a random place. `sobol`: the first `count` Sobol points under a random digital shift
 * (Cranley-Patterson in base 2), which keeps their net property; a longer design contains the shorter one of the same
 * stream.
 */
export function sampleParameters(
  ranges: ParameterRanges,
  count: number,
  method: SamplingMethod,
  stream: RandomStream,
): MantleParameters[] {
  const columns = parameterNames.map((name, dimension) => {
    const column = stream.child(name);
    const fractions = method === 'sobol' ? shiftedSobol(dimension, count, column) : strata(count, column);
    return fractions.map((fraction) => valueAt(ranges[name], fraction));
  });
  return Array.from({ length: count }, (_, index) => {
    const entries = parameterNames.map((name, column) => [name, columns[column]![index]]);
    return Object.fromEntries(entries) as MantleParameters;
  });
}

function strata(count: number, stream: RandomStream): Float64Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  stream.shuffle(order);
  return Float64Array.from(order, (stratum) => (stratum + stream.uniform()) / count);
}

function shiftedSobol(dimension: number, count: number, stream: RandomStream): Float64Array {
  const shift = stream.integer(2 ** 32);
  return Float64Array.from({ length: count }, (_, index) => ((sobolPoint(index, dimension) ^ shift) >>> 0) / 2 ** 32);
}

/** The value at a fraction of a range, on its scale. */
function valueAt({ minimum, maximum, scale }: ParameterRange, fraction: number): number {
  if (scale === 'linear') return minimum + fraction * (maximum - minimum);
  return Math.exp(Math.log(minimum) + fraction * Math.log(maximum / minimum));
}
