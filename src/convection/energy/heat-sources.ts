// Radiogenic heating: four decaying isotopes, with the crust enriched by a factor Λ relative to the residual mantle. The
// numbers below and the abundances of Mars reproduce, to ten digits, the decay constants and coefficients of
// arXiv 2108.10105.
import type { Grid } from '../grid.js';
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

/** How much of each radial index is crust: a cell that the base of the crust cuts counts in part. */
export function crustShareOf(grid: Grid, crustThickness: number): Float64Array {
  const base = grid.rNode[grid.radial] - crustThickness;
  return grid.height.map((height, i) => Math.min(1, Math.max(0, (grid.rNode[i + 1] - base) / height)));
}

/** Area of the crust in a column of cells. */
export function columnCrust({ radial, cellArea }: Grid, share: Float64Array): number {
  let crust = 0;
  for (let i = 0; i < radial; i++) crust += share[i] * cellArea[i];
  return crust;
}

/** Fills `share` from the surface down, so that `columnCrust` of it is the given area. */
export function fillCrustShare({ radial, cellArea }: Grid, crust: number, share: Float64Array): void {
  let left = crust;
  for (let i = radial - 1; i >= 0; i--) {
    share[i] = Math.min(1, Math.max(0, left / cellArea[i]));
    left -= cellArea[i];
  }
}

/**
 * Heating of the residual mantle relative to the bulk: 1 / (1 + f (Λ - 1)), f the area of the crust over the whole. Λ
 * is the ratio of crust to residual mantle: the bulk definition would exhaust the mantle at Λ = 16.
 *
 * @param share of the crust by radial index
 */
export function residualShare(grid: Grid, enrichment: number, share: Float64Array): number {
  return 1 / (1 + ((enrichment - 1) * columnCrust(grid, share) * grid.azimuthal) / grid.totalArea);
}

/**
 * The share of each radial index in the bulk heating: Λ times that of the mantle in the crust, area mean exactly 1. A
 * cell that the base of the crust cuts is enriched in proportion.
 */
export function enrichmentProfile(grid: Grid, enrichment: number, share: Float64Array): Float64Array {
  const residual = residualShare(grid, enrichment, share);
  return share.map((crust) => residual * (1 + (enrichment - 1) * crust));
}
