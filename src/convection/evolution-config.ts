// What defines a thermal evolution: five physical parameters and the configuration of the solver. Plain data, SI units.
import { TharsisError } from '../foundation/errors.js';
import { suggestion } from '../foundation/nearest-name.js';
import { secondsPerYear } from './scales.js';

/** The five parameters that are varied between simulations (Agarwal et al. 2021, section II). */
export interface MantleParameters {
  /** Viscosity at 1600 K and 3 GPa, Pa s. */
  readonly referenceViscosity: number;
  /** Activation energy of diffusion creep, J/mol. */
  readonly activationEnergy: number;
  /** Activation volume of diffusion creep, m³/mol. */
  readonly activationVolume: number;
  /** Heat-producing elements in the crust relative to the residual mantle. */
  readonly enrichment: number;
  /** Mantle temperature below the lid at the start, K. */
  readonly initialTemperature: number;
}

/** How an evolution is computed. Together with the parameters it decides every bit of the result. */
export interface EvolutionConfig {
  readonly cells: { readonly radial: number; readonly azimuthal: number };
  /** s. */
  readonly duration: number;
  /** Number of output intervals; frame k lies at duration × (k / snapshots)^outputExponent, frame 0 is the start. */
  readonly snapshots: number;
  /** Above 1: output is denser early, where the planet changes fast. */
  readonly outputExponent: number;
  /** Bounds of the viscosity, relative to the reference viscosity. */
  readonly viscosityLimits: { readonly minimum: number; readonly maximum: number };
  /** m. */
  readonly crustThickness: number;
  /** Thickness of the initial thermal boundary layers at core and surface, m. */
  readonly boundaryLayerThickness: number;
  /** Amplitude of the initial perturbation, K. The same for all simulations: it decides where plumes rise. */
  readonly perturbationAmplitude: number;
  /** Fraction of the time in which the fastest cell is emptied. */
  readonly courantNumber: number;
  /** Largest step, as a fraction of the duration. */
  readonly largestStep: number;
  /** Energy steps per Stokes solution; between solutions the flow is extrapolated linearly. */
  readonly stepsPerFlow: number;
  /** Relative tolerance of the Stokes solution in the preconditioned norm. */
  readonly stokesTolerance: number;
}

export const defaultEvolution: EvolutionConfig = {
  cells: { radial: 32, azimuthal: 42 },
  duration: 4.5e9 * secondsPerYear,
  snapshots: 100,
  outputExponent: 1.5,
  viscosityLimits: { minimum: 1e-4, maximum: 1e6 },
  crustThickness: 64e3,
  boundaryLayerThickness: 300e3,
  perturbationAmplitude: 20,
  courantNumber: 0.5,
  largestStep: 0.002,
  stepsPerFlow: 2,
  stokesTolerance: 1e-3,
};

/** Throws a TharsisError that names the first impossible value. */
export function checkParameters(parameters: MantleParameters): void {
  const positive: (keyof MantleParameters)[] = ['referenceViscosity', 'enrichment', 'initialTemperature'];
  const names: (keyof MantleParameters)[] = [...positive, 'activationEnergy', 'activationVolume'];
  for (const name of Object.keys(parameters)) {
    if (!names.includes(name as keyof MantleParameters)) {
      throw new TharsisError('convection-parameter', `unknown parameter '${name}'`, suggestion(name, names));
    }
  }
  for (const name of names) {
    const value = parameters[name];
    const lowest = positive.includes(name) ? 'positive' : 'zero or positive';
    if (!Number.isFinite(value) || value < 0 || (value === 0 && positive.includes(name))) {
      throw new TharsisError(
        'convection-parameter',
        `${name} is ${value}, but must be ${lowest}`,
        'give a physical value in SI units; docs/physics.md has the ranges of the paper',
      );
    }
  }
}

/** Throws a TharsisError that names the first impossible setting. */
export function checkConfig(config: EvolutionConfig): void {
  const require = (holds: boolean, key: string, value: unknown, wanted: string): void => {
    if (holds) return;
    throw new TharsisError('convection-config', `evolution.${key} is ${JSON.stringify(value)}`, `give ${wanted}`);
  };
  const whole = (value: number, least: number) => Number.isInteger(value) && value >= least;
  require(whole(config.cells.radial, 4), 'cells.radial', config.cells.radial, 'a whole number from 4 on');
  require(whole(config.cells.azimuthal, 4), 'cells.azimuthal', config.cells.azimuthal, 'a whole number from 4 on');
  require(whole(config.snapshots, 1), 'snapshots', config.snapshots, 'a whole number from 1 on');
  require(whole(config.stepsPerFlow, 1), 'stepsPerFlow', config.stepsPerFlow, 'a whole number from 1 on');
  for (const key of ['duration', 'outputExponent', 'boundaryLayerThickness'] as const) {
    require(config[key] > 0 && Number.isFinite(config[key]), key, config[key], 'a positive number');
  }
  for (const key of ['crustThickness', 'perturbationAmplitude'] as const) {
    require(config[key] >= 0 && Number.isFinite(config[key]), key, config[key], 'zero or a positive number');
  }
  const { minimum, maximum } = config.viscosityLimits;
  require(minimum > 0 &&
    minimum < maximum &&
    Number.isFinite(maximum), 'viscosityLimits', config.viscosityLimits, 'a positive minimum below the maximum');
  require(config.courantNumber > 0 &&
    config.courantNumber <=
      0.5, 'courantNumber', config.courantNumber, 'a number in (0, 0.5], where advection is stable');
  require(config.largestStep > 0 && config.largestStep <= 1, 'largestStep', config.largestStep, 'a number in (0, 1]');
  require(config.stokesTolerance > 0 &&
    config.stokesTolerance < 1, 'stokesTolerance', config.stokesTolerance, 'a number between 0 and 1');
}
