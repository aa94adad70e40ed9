/**
 * Pictures of fields, and the HTML report of a run.
 *
 * @example
 * ```js
 * import { fieldPicturePng, writeReport } from 'tharsis/report';
 *
 * console.log(typeof fieldPicturePng, typeof writeReport);
 * ```
 */
export type {
  EvaluationResult,
  EvaluationRow,
  Metrics,
  PredictionName,
  PredictionScore,
  SimulationEvaluation,
  Together,
} from '../evaluation/evaluation-result.js';
export type { RowOf, ScoreOf } from '../evaluation/metrics/metric.js';
export type { PodSpectrum } from '../evaluation/metrics/pod.js';
export type { MetricName } from '../evaluation/metrics/registry.js';
export type { Conduction, HeatFluxes } from '../evaluation/profiles.js';
export type { SampleCurve, SampleEvolution, SampleState } from '../evaluation/sample-evolution.js';
export { type FieldPicture, fieldPicturePng, fieldPictureSvg } from './field-picture.js';
export type { ComparedModels, NamedModel } from './looks.js';
export { writeReport } from './report.js';
export type { ParameterAxis, ParameterBox, Provenance, ReportData, TrainingHistory } from './report-data.js';
export type { EvolutionSeries, FieldName, Moment, SimulatedEvolution } from './simulated-evolution.js';
