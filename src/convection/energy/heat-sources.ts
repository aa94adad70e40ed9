// Radiogenic heating: four decaying isotopes. The numbers below and the abundances of Mars reproduce, to ten digits, the
// decay constants and coefficients of arXiv 2108.10105. Where the heat is set free: `heat-deposit.ts`.
import type { PlanetData } from '../planets/planet-data.js';
import { type Scales, secondsPerYear } from '../scales.js';

/** Half-life in years, heat production in W per kg of the isotope, its present share in the mass of the element. */
export interface Isotope {
  readonly name: string;
  readonly element: 'uranium' | 'thorium' | 'potassium';
  readonly share: number;
  readonly halfLife: number;
  readonly heatProduction: number;
}

/** As in Turcotte & Schubert (2002), Table 4-2. */
export const isotopes: readonly Isotope[] = [
  { name: 'uranium-238', element: 'uranium', share: 0.9928, halfLife: 4.47e9, heatProduction: 9.46e-5 },
  { name: 'uranium-235', element: 'uranium', share: 0.0071, halfLife: 0.704e9, heatProduction: 5.69e-4 },
  { name: 'thorium-232', element: 'thorium', share: 1, halfLife: 14.0e9, heatProduction: 2.64e-5 },
  { name: 'potassium-40', element: 'potassium', share: 1.19e-4, halfLife: 1.25e9, heatProduction: 2.92e-5 },
];

/** How long ago the evolution starts, years. */
export const startAge = 4.5e9;

/** Decay constant per second. */
export function decayConstant(isotope: Isotope): number {
  return Math.LN2 / (isotope.halfLife * secondsPerYear);
}

/** Specific heat production of mantle and crust in W/kg at `time` seconds after the start (4.5 Gyr ago). */
export function specificHeating(planet: PlanetData, time: number): number {
  let sum = 0;
  for (const isotope of isotopes) {
    const age = startAge * secondsPerYear - time;
    sum += presentAbundance(planet, isotope) * isotope.heatProduction * Math.exp(decayConstant(isotope) * age);
  }
  return sum;
}

/** kg of the isotope per kg of mantle and crust. */
export function presentAbundance(planet: PlanetData, { share, element }: Isotope): number {
  return share * planet[element];
}

/** Nondimensional volumetric heating, ρ H D² / (k ΔT), at a nondimensional time. */
export function nondimensionalHeating({ planet, time: unit, heatSource }: Scales, time: number): number {
  return (planet.mantleDensity * specificHeating(planet, time * unit)) / heatSource;
}
