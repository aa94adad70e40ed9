// The result of an evaluation, as plain data: it goes unchanged into evaluation.json and the report. Times in s; the
// scores and the rows are those of the metrics in `metrics/registry.ts`, where units and definitions stand.
import type { RowOf, ScoreOf } from './metrics/metric.js';
import type { PodSpectrum } from './metrics/pod.js';
import type { MetricName, metrics } from './metrics/registry.js';

export type Metrics = typeof metrics;

/** The intersection of the members of a union. */
export type Together<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  part: infer Whole,
) => void
  ? Whole
  : never;

/** Whose prediction it is: the name of a predictor, of a baseline or of the compressor. */
export type PredictionName = string;

/** One prediction of one held-out simulation. Lists run over the scored snapshots. */
export type PredictionScore = { name: PredictionName } & { [Name in MetricName]: ScoreOf<Metrics[Name]> };

/** Everything scored on one held-out simulation. */
export interface SimulationEvaluation {
  id: string;
  parameters: Record<string, number>;
  /** Times of the scored snapshots, s. */
  times: number[];
  /** Snapshots at the start that are given to a predictor and are left out of every score. */
  excludedSnapshots: number;
  truthSpectrum: PodSpectrum;
  /** How many modes the subspace angles compare. */
  comparedModes: number;
  predictions: PredictionScore[];
}

/** One row of the table: a prediction over all scored snapshots of all held-out simulations. */
export type EvaluationRow = {
  name: PredictionName;
  simulations: number;
  snapshots: number;
} & Together<{ [Name in MetricName]: RowOf<Metrics[Name]> }[MetricName]>;

/** The whole evaluation. */
export interface EvaluationResult {
  rows: EvaluationRow[];
  simulations: SimulationEvaluation[];
}
