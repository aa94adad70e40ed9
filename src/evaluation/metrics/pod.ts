// How the proper orthogonal decomposition of a prediction compares with that of the truth. The paper's number is the
// ratio of the summed coefficients, sum(sigma_pred) / sum(sigma_true): it measures how much structure there is, not
// whether it is in the right place, it may exceed 100 %, and mode 1 (nearly the mean field) dominates it unless the
// mean is removed. All five numbers come from one decomposition of each simulation.
import { type PodModes, type PodSpectra, podAnalysis } from '../../statistics/pod.js';
import { spreadOf } from '../spread.js';
import type { MetricColumn, SimulationMetric } from './metric.js';
import { subspaceAngle } from './subspace-angle.js';

/** Singular values in K, descending, one per scored snapshot, of T - 250 K and of T minus its time mean. */
export interface PodSpectrum {
  full: number[];
  meanRemoved: number[];
}

/**
 * Decomposition of a prediction beside that of the truth; ratios in percent. What has no meaning is null: with the mean
 * removed nothing is left of a truth that is steady, to compare with.
 */
export interface PodScore {
  spectrum: PodSpectrum;
  /** sum(sigma predicted) / sum(sigma true): the paper's summed coefficients; null where the truth is 250 K. */
  ratio: number | null;
  /** The same for sigma^2. */
  energyRatio: number | null;
  /** Both with each simulation's time mean removed first; null where the truth is steady. */
  ratioMeanRemoved: number | null;
  energyRatioMeanRemoved: number | null;
  /** Largest angle between the leading mean-removed modes of truth and prediction, degrees; null where the truth is steady. */
  subspaceAngle: number | null;
}

/** Means over those held-out simulations that have a score; null where none has. */
type PodRow = {
  podRatio: number | null;
  podEnergyRatio: number | null;
  podRatioMeanRemoved: number | null;
  podEnergyRatioMeanRemoved: number | null;
  podSubspaceAngle: number | null;
};

/** Variations below this part of the field are rounding errors of float32. */
const ROUNDING = 1e-6;
const STEADY = 'null where no held-out simulation varies over time';

const ratio = (heading: string, meaning: string): MetricColumn => ({
  heading,
  unit: '%',
  digits: 2,
  ideal: 100,
  betterIs: 'nearer the ideal',
  meaning,
});

export const pod = {
  label: 'proper orthogonal decomposition',
  columns: {
    podRatio: {
      ...ratio(
        'POD sum',
        "100 Σσ(predicted) / Σσ(true): the paper's “summed coefficients”; X = T − 250 K, its T′ but for a factor that cancels",
      ),
      summaryKey: 'podRatio',
    },
    podEnergyRatio: ratio('POD energy', '100 Σσ²(predicted) / Σσ²(true)'),
    podRatioMeanRemoved: ratio(
      'POD sum, mean removed',
      'as `podRatio`, for X minus its own mean over time: mode 1 of the full fields is nearly the mean field and hides the rest; ' +
        STEADY,
    ),
    podEnergyRatioMeanRemoved: ratio(
      'POD energy, mean removed',
      `as \`podEnergyRatio\`, for X minus its own mean over time: share of the variance over time; ${STEADY}`,
    ),
    podSubspaceAngle: {
      heading: 'subspace angle',
      unit: '°',
      digits: 1,
      ideal: 0,
      betterIs: 'lower',
      meaning:
        'largest principal angle between the leading 5 mean-removed modes; 0°: same space, 90°: a true direction is missing; ' +
        STEADY,
    },
  },
  perSimulation: (predicted, reference) => {
    const cells = reference.areas.length;
    const { spectra, modes } = podAnalysis(predicted, cells, reference.modes.singularValues.length, reference.offset);
    const steady = isSteady(reference.spectra);
    return {
      spectrum: plainSpectrum(spectra),
      ratio: coefficientRatio(spectra.full, reference.spectra.full),
      energyRatio: energyRatio(spectra.full, reference.spectra.full),
      ratioMeanRemoved: steady ? null : coefficientRatio(spectra.meanRemoved, reference.spectra.meanRemoved),
      energyRatioMeanRemoved: steady ? null : energyRatio(spectra.meanRemoved, reference.spectra.meanRemoved),
      subspaceAngle: steady ? null : angleToReference(reference.modes, modes, cells),
    };
  },
  aggregate: (scores) => {
    const mean = (value: (score: PodScore) => number | null): number | null => {
      const values = scores.flatMap((score) => value(score) ?? []);
      return values.length === 0 ? null : spreadOf(values).mean;
    };
    return {
      podRatio: mean((score) => score.ratio),
      podEnergyRatio: mean((score) => score.energyRatio),
      podRatioMeanRemoved: mean((score) => score.ratioMeanRemoved),
      podEnergyRatioMeanRemoved: mean((score) => score.energyRatioMeanRemoved),
      podSubspaceAngle: mean((score) => score.subspaceAngle),
    };
  },
} satisfies SimulationMetric<PodScore, PodRow>;

/** Singular values as JSON-able lists. */
export function plainSpectrum({ full, meanRemoved }: PodSpectra): PodSpectrum {
  return { full: [...full], meanRemoved: [...meanRemoved] };
}

/** Sum of predicted over sum of true singular values, in percent; null where all true ones are zero. */
export function coefficientRatio(predicted: ArrayLike<number>, truth: ArrayLike<number>): number | null {
  return percentage(powerSum(predicted, 1), powerSum(truth, 1));
}

/** Sum of squares of predicted over sum of squares of true singular values, in percent; null where all true ones are zero. */
export function energyRatio(predicted: ArrayLike<number>, truth: ArrayLike<number>): number | null {
  return percentage(powerSum(predicted, 2), powerSum(truth, 2));
}

function percentage(part: number, whole: number): number | null {
  return whole > 0 ? (100 * part) / whole : null;
}

function isSteady({ full, meanRemoved }: PodSpectra): boolean {
  return !((meanRemoved[0] ?? 0) > ROUNDING * (full[0] ?? 0));
}

function powerSum(values: ArrayLike<number>, power: 1 | 2): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** power;
  return sum;
}

function angleToReference(reference: PodModes, own: PodModes, cells: number): number {
  // A prediction with fewer modes than the truth misses whole directions of it.
  const misses = own.singularValues.length < reference.singularValues.length;
  return misses ? 90 : subspaceAngle(reference.modes, own.modes, cells);
}
