// The accuracy weighted by cell area.
import { spreadOf } from '../spread.js';
import type { SnapshotMetric } from './metric.js';
import { relativeAccuracy } from './relative-accuracy.js';

export const accuracyAreaWeighted = {
  label: 'area-weighted accuracy',
  columns: {
    accuracyAreaWeighted: {
      heading: 'area-weighted',
      unit: '%',
      digits: 2,
      ideal: 100,
      betterIs: 'higher',
      meaning:
        'the accuracy with Aᵢ / ΣA in place of 1 / N, where Aᵢ = ½ (r²ₒᵤₜ − r²ᵢₙ) Δφ is the area of a cell, in a spherical annulus ⅓ (r³ₒᵤₜ − r³ᵢₙ) Δφ its volume',
    },
  },
  perSnapshot: (predicted, { truth, areas }) => relativeAccuracy(truth, predicted, areas),
  aggregate: (scores) => ({ accuracyAreaWeighted: spreadOf(scores.flat()).mean }),
} satisfies SnapshotMetric<number[], { accuracyAreaWeighted: number }>;
