// When Martian mantle rock melts, and what melting does to it.
//
// Solidus of the Martian mantle (Ruedas & Breuer 2017, App. A, fitted to experiments on Martian compositions;
// coefficients as in the first author's program solliq, v. 1.3), liquidus of peridotite (Takahashi 1990, in the form of
// Morschhauser et al. 2011, eq. 17); p in GPa, K:
//   T_sol = 1340.38 + 130.33 p - 6.37695 p² + 0.118912 p³  (p < 23),   T_liq = 2035 + 57.46 p - 3.487 p² + 0.0769 p³
// Melt is extracted at once. Rock that has lost the fraction X of melt melts again only above
//   T_sol + X (T_liq - T_sol),
// between 2 and 4 GPa 450 to 560 K per unit of X: Ding et al. (2020) measured 20 ± 6 % of melt per 100 K there, 500 K
// per unit; Morschhauser et al. (eq. 18) raise the solidus by 150 K over 20 % of melt, 750 K.
import type { Grid } from '../grid.js';
import { mantle, nondimensionalTemperature, pressure, temperatureScale } from '../scales.js';

/** J/kg, from memory (Breuer & Spohn 2006); consistent with a melting entropy of 300 J/kg/K at 2000 K. */
export const latentHeatOfMelting = 6e5;

/**
 * Pa, from memory (Ohtani et al. 1998): from deeper down the iron-rich melt of Mars does not rise, denser than the
 * rock.
 */
export const deepestExtraction = 7.4e9;

/** Of heat-producing elements between rock and melt, from memory: nearly all goes into the melt. */
export const partitionCoefficient = 0.001;

/**
 * Between fertile peridotite and harzburgite, which has lost 30 % of melt: kg/m³, from memory (Plesa & Breuer 2014).
 */
export const residue = { depletion: 0.3, lighterBy: 60 } as const;

/** K, of a pressure in Pa. */
export function solidus(pascals: number): number {
  const p = pascals / 1e9;
  return 1340.38 + p * (130.33 + p * (-6.37695 + p * 0.118912));
}

/** K, of a pressure in Pa. */
export function liquidus(pascals: number): number {
  const p = pascals / 1e9;
  return 2035 + p * (57.46 + p * (-3.487 + p * 0.0769));
}

/** Melting by radial index, nondimensional. */
export interface Melting {
  readonly solidus: Float64Array;
  /** Liquidus minus solidus. */
  readonly interval: Float64Array;
  /** The lowest radial index that melt is extracted from. */
  readonly deepest: number;
  /** Latent heat over c_p ΔT. */
  readonly latentHeat: number;
}

export function melting(grid: Grid): Melting {
  const pressures = grid.rCell.map((radius) => pressure(grid.rNode[grid.radial] - radius));
  const deepest = pressures.findIndex((pascals) => pascals <= deepestExtraction);
  return {
    solidus: pressures.map((pascals) => nondimensionalTemperature(solidus(pascals))),
    interval: pressures.map((pascals) => (liquidus(pascals) - solidus(pascals)) / temperatureScale),
    deepest: deepest < 0 ? grid.radial : deepest,
    latentHeat: latentHeatOfMelting / (mantle.heatCapacity * temperatureScale),
  };
}

/**
 * The melt that leaves rock of a temperature and depletion X (both at radial index i), latent heat paid for: afterwards
 * the rock is at its new solidus, or all of it has molten. Zero below the solidus.
 *
 * @param share of the cell that is such rock; what else is in it does not melt, but pays for its part of the latent heat
 * @returns melt per area of the rock
 */
export function freshMelt(
  { solidus, interval, latentHeat }: Melting,
  i: number,
  temperature: number,
  depletion: number,
  share = 1,
): number {
  const excess = temperature - solidus[i] - depletion * interval[i];
  return excess > 0 ? Math.min(1 - depletion, excess / (interval[i] + share * latentHeat)) : 0;
}

/**
 * What remains of a concentration of heat-producing elements when depletion rises from one value to another by
 * fractional melting: c ∝ (1 - X)^(1/D - 1).
 */
export function retained(before: number, after: number): number {
  return after >= 1 ? 0 : ((1 - after) / (1 - before)) ** (1 / partitionCoefficient - 1);
}

/** What depletion adds to the buoyant temperature α' T: Δρ / (ρ α ΔT), up to harzburgite in proportion to X. */
export function residueBuoyancy(depletion: number): number {
  const thermal = mantle.density * mantle.thermalExpansivity * temperatureScale;
  return (residue.lighterBy / thermal) * Math.min(1, depletion / residue.depletion);
}
