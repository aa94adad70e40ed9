/**
 * Pictures of fields, and the HTML report of a run.
 *
 * @example
 * ```js
 * import { fieldPictureSvg } from 'tharsis/report';
 *
 * const picture = fieldPictureSvg({
 *   title: 'Four cells',
 *   subtitle: 'the upper ones are colder',
 *   times: [0],
 *   r: Float64Array.of(1.7e6, 3.3e6),
 *   phi: Float64Array.of(0.4, 1.2),
 *   temperature: Float32Array.of(2000, 1980, 1600, 1580),
 * });
 * console.log(picture.slice(0, 80));
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
