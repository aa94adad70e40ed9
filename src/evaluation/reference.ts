// The truth of one held-out simulation, prepared for scoring any number of predictions against it. Fields (time, r,
// phi) in K. The first `from` snapshots (by default one) are given to predictors that start from the true field; they
// are left out of all scores, so that all predictions are scored on the same snapshots.
import { TharsisError } from '../foundation/errors.js';
import { PAPER_OFFSET, type PodModes, type PodSpectra, podAnalysis } from '../statistics/pod.js';
import { cellAreas } from './annulus-area.js';
import { cellsOf, checkTemperatures, type FieldSequence } from './field-sequence.js';

/** How to score. */
export interface ScoreOptions {
  /** Snapshots to leave out at the start; default 1. */
  from?: number;
  /**
   * What the compressor makes of the truth, (time, r, phi) K. Metrics that need it are null without it, and where one
   * of its temperatures is not positive.
   */
  reconstruction?: Float32Array;
  /** How many leading mean-removed modes to compare; default 5. */
  comparedModes?: number;
  /** Subtracted from temperatures before the full decomposition, K; default 250, the paper's T' = 0. */
  offset?: number;
}

/** The truth as metrics receive it. Arrays over time hold the scored snapshots only. */
export interface ScoringReference {
  /** Snapshots of the simulation, those left out of the scores included. */
  readonly snapshots: number;
  readonly from: number;
  /** (time) s. */
  readonly times: Float64Array;
  /** (r) m. */
  readonly r: Float64Array;
  /** (phi) rad. */
  readonly phi: Float64Array;
  /** (r, phi): weights of the cells in means, their volumes (m^2 in a cylinder, m^3 in a spherical annulus). */
  readonly areas: Float64Array;
  /** (time, r, phi) K. */
  readonly truth: Float32Array;
  /** (time, r, phi) K, positive; null where there is none or it is not positive. */
  readonly reconstruction: Float32Array | null;
  /** Subtracted before the full decomposition, K. */
  readonly offset: number;
  readonly spectra: PodSpectra;
  /** Leading modes with the time mean removed. */
  readonly modes: PodModes;
}

/**
 * Prepares the truth (all its snapshots) for scoring.
 *
 * @throws TharsisError `evaluation-too-few-snapshots` (fewer than two are left to score), `evaluation-temperature-invalid`
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
    checkTemperatures('the reconstruction of the truth', 'prediction', reconstruction, snapshots, cells);
  }
  const denominator = reconstruction?.every((value) => value > 0) ? reconstruction.subarray(from * cells) : null;
  return {
    snapshots,
    from,
    times: truth.times.slice(from),
    r: truth.r,
    phi: truth.phi,
    areas: cellAreas(truth.r, truth.phi, truth.geometry),
    truth: scored,
    reconstruction: denominator,
    offset,
    ...podAnalysis(scored, cells, comparedModes, offset),
  };
}
