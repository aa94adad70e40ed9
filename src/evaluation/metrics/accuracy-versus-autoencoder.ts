// The accuracy against the truth after compression and decompression: it excludes the compression error.
import { type Spread, spreadOf } from '../spread.js';
import type { SnapshotMetric } from './metric.js';
import { equalWeights, relativeAccuracy } from './relative-accuracy.js';

export const accuracyVersusAutoencoder = {
  label: 'accuracy versus reconstruction',
  columns: {
    accuracyVersusAutoencoder: {
      heading: 'vs. reconstruction',
      unit: '%',
      digits: 2,
      ideal: 100,
      betterIs: 'higher',
      meaning:
        'the accuracy with the reconstruction of the truth by the compressor in place of the truth (mean, minimum and ' +
        'median); null without a reconstruction that is positive everywhere',
      summaryKey: 'accuracyVsAutoencoder',
    },
  },
  perSnapshot: (predicted, { reconstruction, areas }) =>
    reconstruction && relativeAccuracy(reconstruction, predicted, equalWeights(areas.length)),
  aggregate: (scores) => {
    const values = scores.flatMap((score) => score ?? []);
    return { accuracyVersusAutoencoder: values.length > 0 ? spreadOf(values) : null };
  },
} satisfies SnapshotMetric<number[] | null, { accuracyVersusAutoencoder: Spread | null }>;
