// How much too warm a prediction is on average, in K, weighted by area.
import { spreadOf } from '../spread.js';
import type { SnapshotMetric } from './metric.js';

export const meanBias = {
  label: 'mean bias',
  columns: {
    meanBias: {
      heading: 'bias',
      unit: 'K',
      digits: 1,
      ideal: 0,
      betterIs: 'nearer the ideal',
      meaning: 'Σ Aᵢ (Tᵢ(predicted) − Tᵢ(true)) / Σ Aᵢ, mean over all scored snapshots',
    },
  },
  perSnapshot: (predicted, { truth, areas }) => {
    const total = areas.reduce((sum, area) => sum + area, 0);
    return Array.from({ length: truth.length / areas.length }, (_, snapshot) => {
      const start = snapshot * areas.length;
      return areas.reduce((sum, area, i) => sum + area * (predicted[start + i]! - truth[start + i]!), 0) / total;
    });
  },
  aggregate: (scores) => ({ meanBias: spreadOf(scores.flat()).mean }),
} satisfies SnapshotMetric<number[], { meanBias: number }>;
