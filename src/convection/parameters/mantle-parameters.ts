// The five physical parameters that distinguish one thermal evolution from another. SI units.
import { TharsisError } from '../../foundation/errors.js';
import { suggestion } from '../../foundation/nearest-name.js';
import type { PlanetData } from '../planets/planet-data.js';

/** The parameters varied between simulations (Agarwal et al. 2021, arXiv 2108.10105). */
export interface MantleParameters {
  /** Viscosity at the reference state of the planet, in the registry 1600 K and 3 GPa, Pa s. */
  readonly referenceViscosity: number;
  /** Activation energy of diffusion creep, J/mol. */
  readonly activationEnergy: number;
  /** Activation volume of diffusion creep, m³/mol. */
  readonly activationVolume: number;
  /** Λ: heat-producing elements in the crust relative to the residual mantle. */
  readonly enrichment: number;
  /** Mantle temperature below the lid at the start, K. */
  readonly initialTemperature: number;
}

interface Condition {
  readonly holds: (value: number, planet: PlanetData) => boolean;
  readonly wanted: string | ((planet: PlanetData) => string);
}

/**
 * What each parameter must fulfil to make physical sense, whether or not it lies in the box of the paper. The limits lie
 * far outside of what rocks have, but within what a value in other units would be (kJ/mol, cm³/mol, a logarithm).
 */
const physical: Readonly<Record<keyof MantleParameters, Condition>> = {
  referenceViscosity: {
    holds: (value) => value >= 1e10 && value <= 1e40,
    wanted: 'a positive viscosity in Pa s, from 1e10 to 1e40, for example 1e21',
  },
  activationEnergy: {
    holds: (value) => value === 0 || (value >= 1e3 && value <= 1e7),
    wanted: 'an energy in J/mol, zero or from 1e3 to 1e7, for example 3e5 (300 kJ/mol)',
  },
  activationVolume: {
    holds: (value) => value >= 0 && value <= 1e-4,
    wanted: 'a volume in m3/mol, from 0 to 1e-4, for example 6e-6 (6 cm3/mol)',
  },
  enrichment: {
    holds: (value) => value > 0 && value <= 1e4,
    wanted: 'a positive ratio, at most 1e4, for example 10; 1 means no enrichment',
  },
  initialTemperature: {
    holds: (value, { surfaceTemperature }) => value >= surfaceTemperature && value <= 4000,
    wanted: ({ surfaceTemperature }) =>
      `a temperature in K between ${surfaceTemperature} (the surface) and 4000, for example 1700`,
  },
};

/** What is wanted in place of a value that makes no physical sense on a planet; undefined for one that does. */
export function parameterProblem(name: keyof MantleParameters, value: number, planet: PlanetData): string | undefined {
  const { holds, wanted } = physical[name];
  if (Number.isFinite(value) && holds(value, planet)) return undefined;
  return typeof wanted === 'string' ? wanted : wanted(planet);
}

/** Throws a TharsisError `convection-parameter` that names the first impossible value. */
export function checkParameters(parameters: MantleParameters, planet: PlanetData): void {
  const names = Object.keys(physical) as (keyof MantleParameters)[];
  for (const name of Object.keys(parameters)) {
    if (!names.includes(name as keyof MantleParameters)) {
      throw new TharsisError('convection-parameter', `unknown parameter '${name}'`, suggestion(name, names));
    }
  }
  for (const name of names) {
    const wanted = parameterProblem(name, parameters[name], planet);
    if (wanted !== undefined) {
      throw new TharsisError('convection-parameter', `${name} is ${parameters[name]}`, `give ${wanted}`);
    }
  }
}
