// Scores one held-out simulation: open a reference on its truth once, then score any number of predictions against it.
// Fields (time, r, phi) in K. The first `from` snapshots were seen by a predictor (the LSTM is given frame 0) and are
// left out of every score of every predictor, so that all are judged on the same snapshots.
import { TharsisError } from '../foundation/errors.js';
import { PAPER_OFFSET, type PodModes, type PodSpectra, podAnalysis } from '../statistics/pod.js';
import { rootMeanSquareError, snapshotAccuracies } from './accuracy.js';
import { cellAreas } from './annulus-area.js';
import type { PodSpectrum, PredictionName, PredictionScore } from './evaluation-result.js';
import { cellsOf, checkTemperatures, type FieldSequence } from './field-sequence.js';
import { coefficientRatio, energyRatio, subspaceAngle } from './pod-comparison.js';

/** How to score. */
export interface ScoreOptions {
  /** Snapshots to leave out at the start; default 1: frame 0 is given to the LSTM. */
  from?: number;
  /**
   * The autoencoder's reconstruction of the truth, (time, r, phi) K: enables "versus autoencoder" accuracies, unless it
   * is so bad that a temperature is not positive.
   */
  reconstruction?: Float32Array;
  /** How many leading mean-removed modes to compare; default 5. */
  comparedModes?: number;
  /** Taken from temperatures before the full decomposition, K; default 250, the paper's T' = 0. */
  offset?: number;
}

/** The truth of one simulation, prepared for scoring. */
export interface ScoringReference {
  readonly snapshots: number;
  readonly from: number;
  readonly times: Float64Array;
  readonly areas: Float64Array;
  readonly truth: Float32Array;
  readonly reconstruction: Float32Array | null;
  readonly offset: number;
  readonly spectra: PodSpectra;
  readonly modes: PodModes;
}

/**
 * Prepares the truth (all its snapshots) for scoring. Throws on non-finite fields and on fewer than two scored ones.
 */
export function openReference(truth: FieldSequence, options: ScoreOptions = {}): ScoringReference {
  const { from = 1, comparedModes = 5, offset = PAPER_OFFSET } = options;
  const cells = cellsOf(truth);
  const snapshots = truth.times.length;
  if (snapshots - from < 2) {
    throw new TharsisError(
      'evaluation-too-few-snapshots',
      `a held-out simulation has ${snapshots} snapshots, of which ${from} are given to the predictors`,
      'scores need at least 2 more; raise the number of snapshots of the simulations',
    );
  }
  checkTemperatures('the true field', 'truth', truth.temperature, snapshots, cells);
  const scored = truth.temperature.subarray(from * cells);
  const { reconstruction } = options;
  if (reconstruction) {
    checkTemperatures('the autoencoder reconstruction', 'prediction', reconstruction, snapshots, cells);
  }
  const denominator = reconstruction?.every((value) => value > 0) ? reconstruction.subarray(from * cells) : null;
  return {
    snapshots,
    from,
    times: truth.times.slice(from),
    areas: cellAreas(truth.r, truth.phi),
    truth: scored,
    reconstruction: denominator,
    offset,
    ...podAnalysis(scored, cells, comparedModes, offset),
  };
}

/** Scores a prediction (time, r, phi) in K of all snapshots of the reference, seeded ones included in the array. */
export function scorePrediction(
  reference: ScoringReference,
  name: PredictionName,
  predicted: Float32Array,
): PredictionScore {
  const { areas, truth, reconstruction } = reference;
  const cells = areas.length;
  checkTemperatures(`the prediction of ${name}`, 'prediction', predicted, reference.snapshots, cells);
  const scored = predicted.subarray(reference.from * cells);
  const accuracies = snapshotAccuracies(truth, scored, areas);
  const { spectra, modes } = podAnalysis(scored, cells, reference.modes.singularValues.length, reference.offset);
  return {
    name,
    accuracy: [...accuracies.perCell],
    accuracyAreaWeighted: [...accuracies.areaWeighted],
    accuracyVersusAutoencoder: reconstruction ? [...snapshotAccuracies(reconstruction, scored, areas).perCell] : null,
    rootMeanSquareError: rootMeanSquareError(truth, scored, areas),
    pod: {
      spectrum: plainSpectrum(spectra),
      ratio: coefficientRatio(spectra.full, reference.spectra.full),
      energyRatio: energyRatio(spectra.full, reference.spectra.full),
      ratioMeanRemoved: coefficientRatio(spectra.meanRemoved, reference.spectra.meanRemoved),
      energyRatioMeanRemoved: energyRatio(spectra.meanRemoved, reference.spectra.meanRemoved),
      subspaceAngle: angleToReference(reference.modes, modes, cells),
    },
  };
}

/** Singular values as JSON-able lists. */
export function plainSpectrum(spectra: PodSpectra): PodSpectrum {
  return { full: [...spectra.full], meanRemoved: [...spectra.meanRemoved] };
}

function angleToReference(reference: PodModes, own: PodModes, cells: number): number {
  // A prediction with fewer modes than asked for misses whole directions of the truth.
  const misses = own.singularValues.length < reference.singularValues.length;
  return misses ? 90 : subspaceAngle(reference.modes, own.modes, cells);
}
