// The training simulation whose parameters are nearest.
import { interpolateRows } from '../../foundation/interpolation.js';
import type { Baseline, BaselineTask } from './baseline.js';

export const nearestNeighbor: Baseline = {
  label: 'nearest neighbor',
  meaning:
    'the training simulation nearest in parameters, each brought to [0, 1] by its training range (of its logarithm, ' +
    'where the parameter varies over powers of ten), interpolated linearly in time',
  yardstick: false,
  summaryKey: 'nearestNeighbour',
  color: '#b5608f',
  dash: '6,3',
  predict: (task) => {
    const { source, heldOut } = task;
    const nearest = nearestSimulation(task);
    const { times } = source.simulations[nearest]!;
    return interpolateRows(source.readTemperature(nearest), times, source.simulations[heldOut]!.times);
  },
};

/**
 * The index of the training simulation nearest to the held-out one: Euclidean distance after each parameter is brought
 * to [0, 1] by its training minimum and maximum, of its logarithm on a logarithmic scale. A parameter that does
 * not vary over the training simulations carries no weight. The first of equals wins.
 */
export function nearestSimulation({ source, training, heldOut }: BaselineTask): number {
  const coordinate = (simulation: number, name: string): number => {
    const value = source.simulations[simulation]!.parameters[name];
    if (value === undefined) throw new Error(`nearestSimulation(): got no '${name}', expected all parameters`);
    return source.parameterScales[name] === 'logarithmic' ? Math.log(value) : value;
  };
  const squaredDistances = new Float64Array(training.length);
  for (const name of source.parameterNames) {
    const values = training.map((simulation) => coordinate(simulation, name));
    const range = Math.max(...values) - Math.min(...values);
    if (!(range > 0)) continue;
    const wanted = coordinate(heldOut, name);
    values.forEach((value, index) => {
      squaredDistances[index]! += ((value - wanted) / range) ** 2;
    });
  }
  const nearest = training[squaredDistances.indexOf(Math.min(...squaredDistances))];
  if (nearest === undefined) throw new Error('nearestSimulation(): got no training simulations, expected at least 1');
  return nearest;
}
