// The paper's accuracy: all cells have equal weight.
import { spreadOf } from '../spread.js';
import type { SnapshotMetric } from './metric.js';
import { equalWeights, relativeAccuracy } from './relative-accuracy.js';

const common = { unit: '%', digits: 2, ideal: 100, betterIs: 'higher' } as const;

export const accuracy = {
  label: 'accuracy',
  columns: {
    accuracy: {
      ...common,
      heading: 'accuracy',
      meaning: 'mean of the accuracy over all scored snapshots',
      summaryKey: 'accuracy',
    },
    minimum: { ...common, heading: 'minimum', meaning: 'accuracy of the worst snapshot' },
    median: { ...common, heading: 'median', meaning: 'median of the accuracy over all scored snapshots' },
  },
  perSnapshot: (predicted, { truth, areas }) => relativeAccuracy(truth, predicted, equalWeights(areas.length)),
  aggregate: (scores) => {
    const { mean, minimum, median } = spreadOf(scores.flat());
    return { accuracy: mean, minimum, median };
  },
} satisfies SnapshotMetric<number[], { accuracy: number; minimum: number; median: number }>;
