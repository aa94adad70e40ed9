// The configuration of a thermal evolution. Plain data, SI units; together with the parameters it decides every bit of
// the result.
import { TharsisError } from '../foundation/errors.js';
import { secondsPerYear } from './scales.js';

export type { MantleParameters } from './mantle-parameters.js';

/** How an evolution is computed. */
export interface EvolutionConfig {
  readonly cells: { readonly radial: number; readonly azimuthal: number };
  /** s. */
  readonly duration: number;
  /** Number of output intervals; frame k lies at duration × (k / snapshots)^outputExponent, frame 0 is the start. */
  readonly snapshots: number;
  /** Above 1: output is denser early, where the planet changes fast. */
  readonly outputExponent: number;
  /**
   * Bounds of the viscosity, Pa s. The maximum makes the cold lid computable (unbounded, it would be 10¹⁷ to 10⁸⁸ times
   * as viscous as the mantle); the minimum keeps thermal boundary layers within reach of the grid.
   */
  readonly viscosityLimits: { readonly minimum: number; readonly maximum: number };
  /** m. */
  readonly crustThickness: number;
  /** Thickness of the initial thermal boundary layers at core and surface, m. */
  readonly boundaryLayerThickness: number;
  /** Amplitude of the initial perturbation, K. The same for all simulations: it decides where plumes rise. */
  readonly perturbationAmplitude: number;
  /** The share of its volume that the fastest cell loses in a step. */
  readonly courantNumber: number;
  /** Longest step, s. */
  readonly longestStep: number;
  /** Relative error allowed in a Stokes solution, in the energy norm. */
  readonly stokesTolerance: number;
}

export const defaultEvolution: EvolutionConfig = {
  cells: { radial: 32, azimuthal: 42 },
  duration: 4.5e9 * secondsPerYear,
  snapshots: 100,
  outputExponent: 1.5,
  viscosityLimits: { minimum: 1e18, maximum: 1e28 },
  crustThickness: 64e3,
  boundaryLayerThickness: 300e3,
  perturbationAmplitude: 20,
  courantNumber: 1,
  longestStep: 4e6 * secondsPerYear,
  stokesTolerance: 5e-3,
};

/** Throws a TharsisError `convection-config` that names the first impossible setting. */
export function checkConfig(config: EvolutionConfig): void {
  const demand = (holds: boolean, key: string, value: unknown, wanted: string): void => {
    if (holds) return;
    throw new TharsisError('convection-config', `evolution.${key} is ${shown(value)}`, `give ${wanted}`);
  };
  const whole = (value: number, least: number) => Number.isInteger(value) && value >= least;
  demand(whole(config.cells.radial, 4), 'cells.radial', config.cells.radial, 'a whole number from 4 on');
  demand(whole(config.cells.azimuthal, 4), 'cells.azimuthal', config.cells.azimuthal, 'a whole number from 4 on');
  demand(whole(config.snapshots, 1), 'snapshots', config.snapshots, 'a whole number from 1 on');
  for (const key of ['duration', 'outputExponent', 'boundaryLayerThickness', 'longestStep'] as const) {
    demand(config[key] > 0 && Number.isFinite(config[key]), key, config[key], 'a positive number');
  }
  for (const key of ['crustThickness', 'perturbationAmplitude'] as const) {
    demand(config[key] >= 0 && Number.isFinite(config[key]), key, config[key], 'zero or a positive number');
  }
  const { minimum, maximum } = config.viscosityLimits;
  const bounded = minimum > 0 && minimum < maximum && maximum / minimum <= 1e12;
  const wanted = 'a positive minimum below the maximum, at most 1e12 apart (beyond, round-off spoils the flow)';
  demand(bounded, 'viscosityLimits', config.viscosityLimits, wanted);
  const { courantNumber, stokesTolerance } = config;
  demand(courantNumber > 0 && courantNumber <= 4, 'courantNumber', courantNumber, 'a number in (0, 4]');
  demand(stokesTolerance > 0 && stokesTolerance < 1, 'stokesTolerance', stokesTolerance, 'a number between 0 and 1');
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
