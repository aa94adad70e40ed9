// What a surrogate must beat: the mean of the training simulations at the same time, and the training simulation whose
// parameters are nearest. Both read one simulation after another, so memory does not grow with the training set.
// Fields (time, r, phi) in K, times in s.
import { bracket, interpolateRows } from '../foundation/interpolation.js';

/** What baselines read: a Dataset of `archive` is one. */
export interface SimulationSource {
  readonly simulations: readonly {
    readonly parameters: Readonly<Record<string, number>>;
    readonly times: Float64Array;
  }[];
  /** (n, r, phi) K of one simulation. */
  readTemperature(simulation: number): Float32Array;
}

/**
 * The mean (query, r, phi) in K of the training simulations at the query times, those of one held-out simulation. Each
 * simulation is read once and interpolated linearly in time; one that ends earlier is held.
 */
export function trainingMeanField(
  source: SimulationSource,
  training: readonly number[],
  cells: number,
  queries: Float64Array,
): Float32Array {
  if (training.length === 0) throw new Error('trainingMeanField(): got no training simulations, expected at least 1');
  const sum = new Float64Array(queries.length * cells);
  for (const simulation of training) {
    const { times } = source.simulations[simulation]!;
    addInterpolated(sum, times, source.readTemperature(simulation), cells, queries);
  }
  return Float32Array.from(sum, (value) => value / training.length);
}

function addInterpolated(
  sum: Float64Array,
  times: Float64Array,
  fields: Float32Array,
  cells: number,
  queries: Float64Array,
): void {
  for (let query = 0; query < queries.length; query++) {
    const { lower, upper, weight } = bracket(times, queries[query]!);
    for (let cell = 0; cell < cells; cell++) {
      const before = fields[lower * cells + cell]!;
      sum[query * cells + cell]! += before + weight * (fields[upper * cells + cell]! - before);
    }
  }
}

/**
 * The index (among `training`) of the simulation nearest to `query`: Euclidean distance after each parameter is brought
 * to [0, 1] by its training minimum and maximum, of its logarithm where `logarithmic` names it. A parameter that does
 * not vary over the training simulations carries no weight. The first of equals wins.
 */
export function nearestSimulation(
  source: Pick<SimulationSource, 'simulations'>,
  training: readonly number[],
  query: Readonly<Record<string, number>>,
  parameterNames: readonly string[],
  logarithmic: readonly string[],
): number {
  const logarithmicNames = new Set(logarithmic);
  const coordinate = (parameters: Readonly<Record<string, number>>, name: string): number => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`nearestSimulation(): got no '${name}', expected all parameters`);
    return logarithmicNames.has(name) ? Math.log(value) : value;
  };
  const squaredDistances = new Float64Array(training.length);
  for (const name of parameterNames) {
    const values = training.map((index) => coordinate(source.simulations[index]!.parameters, name));
    const range = Math.max(...values) - Math.min(...values);
    if (!(range > 0)) continue;
    const wanted = coordinate(query, name);
    values.forEach((value, index) => {
      squaredDistances[index]! += ((value - wanted) / range) ** 2;
    });
  }
  const nearest = squaredDistances.indexOf(Math.min(...squaredDistances));
  if (nearest < 0) throw new Error('nearestSimulation(): got no training simulations, expected at least 1');
  return training[nearest]!;
}

/** The fields (query, r, phi) of one simulation of the source, in K, at the query times. */
export function simulationFieldsAt(source: SimulationSource, simulation: number, queries: Float64Array): Float32Array {
  return interpolateRows(source.readTemperature(simulation), source.simulations[simulation]!.times, queries);
}
