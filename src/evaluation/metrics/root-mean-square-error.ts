// The root-mean-square error in K, weighted by area, over all scored snapshots.
import type { SimulationMetric } from './metric.js';

export const rootMeanSquareError = {
  label: 'root-mean-square error',
  columns: {
    rootMeanSquareError: {
      heading: 'RMS error',
      unit: 'K',
      digits: 1,
      ideal: 0,
      betterIs: 'lower',
      meaning: '√(Σ Aᵢ (Tᵢ(predicted) − Tᵢ(true))² / Σ Aᵢ), over all cells of all scored snapshots',
      summaryKey: 'rootMeanSquareError',
    },
  },
  perSimulation: (predicted, { truth, areas }) => {
    const cells = areas.length;
    let sum = 0;
    let weight = 0;
    for (let i = 0; i < truth.length; i++) {
      const area = areas[i % cells]!;
      sum += area * (truth[i]! - predicted[i]!) ** 2;
      weight += area;
    }
    return Math.sqrt(sum / weight);
  },
  aggregate: (scores, snapshots) => {
    const count = snapshots.reduce((sum, value) => sum + value, 0);
    const squares = scores.reduce((sum, score, i) => sum + snapshots[i]! * score ** 2, 0);
    return { rootMeanSquareError: Math.sqrt(squares / count) };
  },
} satisfies SimulationMetric<number, { rootMeanSquareError: number }>;
