// All metrics, by the key of their scores in evaluation.json, in the order of tables. To add one, write its file and
// name it here.
import { accuracy } from './accuracy.js';
import { accuracyAreaWeighted } from './accuracy-area-weighted.js';
import { accuracyVersusAutoencoder } from './accuracy-versus-autoencoder.js';
import { meanBias } from './mean-bias.js';
import type { Metric } from './metric.js';
import { pod } from './pod.js';
import { rootMeanSquareError } from './root-mean-square-error.js';

export const metrics = {
  accuracy,
  accuracyAreaWeighted,
  accuracyVersusAutoencoder,
  rootMeanSquareError,
  meanBias,
  pod,
} as const satisfies Record<string, Metric>;

/** Keys of the scores in evaluation.json. */
export type MetricName = keyof typeof metrics;
