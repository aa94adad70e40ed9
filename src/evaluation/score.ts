// Scores a prediction of one held-out simulation against the reference opened on its truth, by every metric.
import type { PredictionName, PredictionScore } from './evaluation-result.js';
import { checkTemperatures } from './field-sequence.js';
import type { Metric } from './metrics/metric.js';
import { metrics } from './metrics/registry.js';
import type { ScoringReference } from './reference.js';

/**
 * Scores a prediction (time, r, phi) in K of all snapshots of the reference, those at the start included in the array.
 *
 * @throws TharsisError `evaluation-temperature-invalid`
 */
export function scorePrediction(
  reference: ScoringReference,
  name: PredictionName,
  predicted: Float32Array,
): PredictionScore {
  const cells = reference.areas.length;
  checkTemperatures(`the prediction of ${name}`, 'prediction', predicted, reference.snapshots, cells);
  const scored = predicted.subarray(reference.from * cells);
  const scores = Object.entries(metrics).map(([key, metric]) => [key, scoreBy(metric, scored, reference)] as const);
  return { name, ...Object.fromEntries(scores) } as PredictionScore;
}

/** The score of one metric for scored snapshots (time, r, phi) in K. */
function scoreBy(metric: Metric, scored: Float32Array, reference: ScoringReference): unknown {
  return 'perSnapshot' in metric ? metric.perSnapshot(scored, reference) : metric.perSimulation(scored, reference);
}
