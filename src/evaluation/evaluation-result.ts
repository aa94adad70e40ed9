// What an evaluation says, as plain data: it goes into evaluation.json and into the report as it is. Percent unless a
// name says otherwise; times in s; singular values in K.
import type { Spread } from './accuracy.js';

/**
 * Whose prediction it is: a surrogate's, a baseline's or the autoencoder's. Other names are allowed; these have fixed
 * colors and places in the report.
 */
export type PredictionName =
  | 'autoencoder'
  | 'fnn'
  | 'lstm'
  | 'training-mean'
  | 'nearest-neighbor'
  | 'horizontal-mean'
  | (string & {});

/** Singular values, descending, one per scored snapshot, of T - 250 K and of T minus its time mean. */
export interface PodSpectrum {
  full: number[];
  meanRemoved: number[];
}

/** Decomposition of a prediction beside that of the truth. */
export interface PodScore {
  spectrum: PodSpectrum;
  /** sum(sigma predicted) / sum(sigma true): the paper's summed coefficients. */
  ratio: number;
  /** The same for sigma^2. */
  energyRatio: number;
  /** Both with each simulation's time mean removed first. */
  ratioMeanRemoved: number;
  energyRatioMeanRemoved: number;
  /** Largest angle between the leading mean-removed modes of truth and prediction, degrees. */
  subspaceAngle: number;
}

/** One prediction of one held-out simulation. Lists run over the scored snapshots. */
export interface PredictionScore {
  name: PredictionName;
  accuracy: number[];
  accuracyAreaWeighted: number[];
  /** Against the autoencoder's reconstruction of the truth, when there is one. */
  accuracyVersusAutoencoder: number[] | null;
  /** Area-weighted, over all scored snapshots, K. */
  rootMeanSquareError: number;
  pod: PodScore;
}

/** Everything scored on one held-out simulation. */
export interface SimulationEvaluation {
  id: string;
  parameters: Record<string, number>;
  /** Times of the scored snapshots, s. */
  times: number[];
  /** Snapshots at the start that were given to a predictor and are therefore scored for none. */
  excludedSnapshots: number;
  truthSpectrum: PodSpectrum;
  /** How many modes the subspace angles compare. */
  comparedModes: number;
  predictions: PredictionScore[];
}

/** One row of the table: a predictor over all scored snapshots of all held-out simulations. */
export interface EvaluationRow {
  name: PredictionName;
  simulations: number;
  snapshots: number;
  /** Plain mean over snapshots, as the paper. */
  accuracy: number;
  minimum: number;
  median: number;
  accuracyAreaWeighted: number;
  accuracyVersusAutoencoder: Spread | null;
  /** Over all scored snapshots, K. */
  rootMeanSquareError: number;
  /** Means over held-out simulations. */
  podRatio: number;
  podEnergyRatio: number;
  podRatioMeanRemoved: number;
  podEnergyRatioMeanRemoved: number;
  /** Mean over held-out simulations, degrees. */
  podSubspaceAngle: number;
}

/** The whole evaluation. */
export interface EvaluationResult {
  rows: EvaluationRow[];
  simulations: SimulationEvaluation[];
}
