// The parameter box of the paper's archive.
import type { MantleParameters } from './mantle-parameters.js';

/** The interval of one parameter, in SI units, and whether it is sampled in its logarithm. */
export interface ParameterRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: 'linear' | 'logarithmic';
  readonly unit: string;
  readonly symbol: string;
  readonly description: string;
}

export type ParameterRanges = Readonly<Record<keyof MantleParameters, ParameterRange>>;

/** The ranges of the 10,525 simulations of Agarwal et al. (2021). */
export const parameterRanges: ParameterRanges = {
  referenceViscosity: {
    minimum: 1e19,
    maximum: 1e22,
    scale: 'logarithmic',
    unit: 'Pa s',
    symbol: 'η_ref',
    description:
      "reference viscosity, at the planet's reference temperature and pressure (by default 1600 K and 3 GPa)",
  },
  activationEnergy: {
    minimum: 1e5,
    maximum: 5e5,
    scale: 'linear',
    unit: 'J/mol',
    symbol: 'E',
    description: 'activation energy of diffusion creep',
  },
  activationVolume: {
    minimum: 4e-6,
    maximum: 10e-6,
    scale: 'linear',
    unit: 'm3/mol',
    symbol: 'V',
    description: 'activation volume of diffusion creep',
  },
  enrichment: {
    minimum: 1,
    maximum: 50,
    scale: 'linear',
    unit: '1',
    symbol: 'Λ',
    description: 'heat-producing elements in the crust, relative to the residual mantle',
  },
  initialTemperature: {
    minimum: 1600,
    maximum: 1800,
    scale: 'linear',
    unit: 'K',
    symbol: 'T_ini',
    description: 'initial mantle temperature below the lid',
  },
};

export const parameterNames = Object.keys(parameterRanges) as readonly (keyof MantleParameters)[];
