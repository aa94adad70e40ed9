// The mean of the training simulations at the same time, whatever the parameters. It reads one simulation after another,
// so memory does not grow with the training set.
import { bracket } from '../../foundation/interpolation.js';
import type { Baseline } from './baseline.js';

export const trainingMean: Baseline = {
  label: 'training mean',
  meaning:
    'the mean of the training simulations at the same time, each interpolated linearly in time; ignores the parameters',
  yardstick: false,
  summaryKey: 'trainingMean',
  color: '#8a8f94',
  dash: '2,3',
  predict: ({ source, training, heldOut }) => {
    if (training.length === 0) throw new Error('trainingMean(): got no training simulations, expected at least 1');
    const queries = source.simulations[heldOut]!.times;
    const cells = source.r.length * source.phi.length;
    const sum = new Float64Array(queries.length * cells);
    for (const simulation of training) {
      const { times } = source.simulations[simulation]!;
      addInterpolated(sum, times, source.readTemperature(simulation), cells, queries);
    }
    return Float32Array.from(sum, (value) => value / training.length);
  },
};

/** Adds fields (time, cells) at the query times; before the first and after the last time they are constant. */
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
