// One held-out simulation prepared for pictures: fields and profiles at a few moments, mean temperature and heat fluxes
// (where conduction is known) over all its snapshots, for the truth and for each prediction. Units K, m, rad, s, W/m^2.
import type { PredictionName } from './evaluation-result.js';
import { cellsOf, checkTemperatures, type FieldSequence } from './field-sequence.js';
import { type Conduction, type HeatFluxes, heatFluxes, horizontalProfiles, meanTemperature } from './profiles.js';

/** Fields and profiles of the truth or of one prediction at one moment. */
export interface SampleState {
  readonly name: 'truth' | PredictionName;
  /** (r, phi) K. */
  readonly temperature: Float32Array;
  /** (r) K. */
  readonly profile: Float64Array;
}

/** Scalars over time, one per snapshot. */
export interface SampleCurve {
  readonly name: 'truth' | PredictionName;
  readonly meanTemperature: Float64Array;
  /** null where the conduction of the simulation is not known. */
  readonly heatFluxes: HeatFluxes | null;
}

/** Everything the figures of one simulation need. */
export interface SampleEvolution {
  readonly id: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly r: Float64Array;
  readonly phi: Float64Array;
  readonly moments: readonly { readonly time: number; readonly states: readonly SampleState[] }[];
  readonly times: Float64Array;
  readonly curves: readonly SampleCurve[];
  /** What heat fluxes were estimated with, if at all. */
  readonly conduction: Conduction | null;
}

/** Fractions of the evolution at which fields are shown: of 4.5 Gyr, 0.5, 1.5, 3.0 and 4.5 Gyr. */
const MOMENTS: readonly number[] = [1 / 9, 1 / 3, 2 / 3, 1];

/**
 * Prepares a simulation and its predictions, each (time, r, phi) in K; moments go to the nearest snapshots.
 *
 * @param conduction gives the heat fluxes; null when it is not known
 */
export function sampleEvolution(
  id: string,
  parameters: Readonly<Record<string, number>>,
  truth: FieldSequence,
  predictions: readonly { name: PredictionName; temperature: Float32Array }[],
  conduction: Conduction | null,
  moments: readonly number[] = MOMENTS,
): SampleEvolution {
  const { times, r, phi, geometry } = truth;
  const cells = cellsOf(truth);
  const sources = [{ name: 'truth' as const, temperature: truth.temperature }, ...predictions].map((source) => {
    const kind = source.name === 'truth' ? 'truth' : 'prediction';
    checkTemperatures(`the field of ${source.name}`, kind, source.temperature, times.length, cells);
    const sequence: FieldSequence = { times, r, phi, geometry, temperature: source.temperature };
    return { name: source.name, sequence, profiles: horizontalProfiles(sequence) };
  });
  const start = times[0]!;
  const span = times[times.length - 1]! - start;
  const indices = [...new Set(moments.map((fraction) => nearestIndex(times, start + fraction * span)))];
  return {
    id,
    parameters,
    r,
    phi,
    moments: indices.map((index) => ({
      time: times[index]!,
      states: sources.map(({ name, sequence, profiles }) => ({
        name,
        temperature: sequence.temperature.slice(index * cells, (index + 1) * cells),
        profile: profiles.slice(index * r.length, (index + 1) * r.length),
      })),
    })),
    times,
    curves: sources.map(({ name, sequence, profiles }) => ({
      name,
      meanTemperature: meanTemperature(sequence),
      heatFluxes: conduction && heatFluxes(profiles, r, conduction, geometry),
    })),
    conduction,
  };
}

function nearestIndex(times: Float64Array, wanted: number): number {
  let nearest = 0;
  for (let i = 1; i < times.length; i++) {
    if (Math.abs(times[i]! - wanted) < Math.abs(times[nearest]! - wanted)) nearest = i;
  }
  return nearest;
}
