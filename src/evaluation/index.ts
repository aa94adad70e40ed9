/**
 * How good a prediction is: metrics, baselines, profiles and heat fluxes.
 *
 * @example
 * ```js
 * import { meanTemperature } from 'tharsis/evaluation';
 *
 * const r = Float64Array.of(1.7e6, 3.3e6);
 * const phi = Float64Array.of(0.4, 1.2);
 * const temperature = Float32Array.of(2000, 1980, 1600, 1580);
 * console.log(meanTemperature({ times: Float64Array.of(0), r, phi, geometry: 'cylinder', temperature }));
 * ```
 */

export type { GeometryName } from '../foundation/geometries/registry.js';
export type { PodModes, PodSpectra } from '../statistics/pod.js';
export type {
  EvaluationResult,
  EvaluationRow,
  Metrics,
  PredictionName,
  PredictionScore,
  SimulationEvaluation,
  Together,
} from './evaluation-result.js';
export type { FieldSequence } from './field-sequence.js';
export type { RowOf, ScoreOf } from './metrics/metric.js';
export type { PodSpectrum } from './metrics/pod.js';
export type { MetricName } from './metrics/registry.js';
export {
  type Conduction,
  type HeatFluxes,
  heatFluxes,
  horizontalProfiles,
  meanTemperature,
} from './profiles.js';
export { openReference, type ScoreOptions, type ScoringReference } from './reference.js';
export { scorePrediction } from './score.js';
export { summarize } from './summarize.js';
