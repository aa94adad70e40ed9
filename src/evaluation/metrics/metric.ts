// What a metric is: a number that measures how good a prediction is. A member is one file here and one line in
// `registry.ts`; its scores and rows then stand in evaluation.json, its columns in the report and in
// docs/evaluation.md, and scores per snapshot in scores.arrow.
import type { ScoringReference } from '../reference.js';
import type { Spread } from '../spread.js';

/** A number over all held-out simulations; null where it does not exist. */
export type RowValue = number | Spread | null;

/** What a metric adds to the row of a prediction. */
export type RowPart = Readonly<Record<string, RowValue>>;

/** One number of a row as shown in tables; for a spread, its mean. */
export interface MetricColumn {
  /** Heading without the unit: 'RMS error'. */
  readonly heading: string;
  /** 'K', '%', 'W/m²'; '' for a number without a unit. */
  readonly unit: string;
  /** Decimals. */
  readonly digits: number;
  /** What a perfect prediction has. */
  readonly ideal: number;
  readonly betterIs: 'higher' | 'lower' | 'nearer the ideal';
  /** Definition in a phrase, in Markdown. */
  readonly meaning: string;
  /** Key in the section of a predictor in metrics.json; without it metrics.json does not have the number. */
  readonly summaryKey?: string;
}

interface Described<Score, Row extends RowPart> {
  /** In words, lower case: 'root-mean-square error'. */
  readonly label: string;
  /** By key in the rows of evaluation.json. */
  readonly columns: { readonly [Key in keyof Row]: MetricColumn };
  /**
   * The part of a row: from the scores of all held-out simulations and the numbers of their scored snapshots, at least
   * one simulation.
   */
  aggregate(scores: readonly Score[], snapshots: readonly number[]): Row;
}

/** A metric of single snapshots: (time) numbers, or null where its data are missing. */
export interface SnapshotMetric<Score extends number[] | null = number[] | null, Row extends RowPart = RowPart>
  extends Described<Score, Row> {
  /** @param predicted scored snapshots (time, r, phi) K, finite */
  perSnapshot(predicted: Float32Array, reference: ScoringReference): Score;
}

/** A metric of a whole evolution; its score is a number or plain JSON. */
export interface SimulationMetric<Score = unknown, Row extends RowPart = RowPart> extends Described<Score, Row> {
  /** @param predicted scored snapshots (time, r, phi) K, finite */
  perSimulation(predicted: Float32Array, reference: ScoringReference): Score;
}

export type Metric = SnapshotMetric | SimulationMetric;

/** The score that a metric leaves in evaluation.json, for one prediction of one simulation. */
export type ScoreOf<M> = M extends { perSnapshot(...inputs: never[]): infer Score }
  ? Score
  : M extends { perSimulation(...inputs: never[]): infer Score }
    ? Score
    : never;

/** The part of a row that a metric makes. */
export type RowOf<M> = M extends { aggregate(...inputs: never[]): infer Row } ? Row : never;
