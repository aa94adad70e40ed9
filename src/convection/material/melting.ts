// When mantle rock melts, and what melting does to it.
//
// Solidus and liquidus of peridotite (Takahashi 1990, in the form of Morschhauser et al. 2011, eqs. 16-17), p in GPa, K:
//   T_sol = 1409 + 134.2 p - 6.581 p² + 0.1054 p³,   T_liq = 2035 + 57.46 p - 3.487 p² + 0.0769 p³
// Melt is extracted at once. Rock that has lost the fraction X of melt melts again only above
//   T_sol + X (T_liq - T_sol),
// at low pressure 630 K per unit of X; Morschhauser et al. (eq. 18) raise the solidus by 150 K over 20 % of melt, 750 K.
import type { Grid } from '../grid.js';
import { mantle, nondimensionalTemperature, pressure, temperatureScale } from '../scales.js';

/** J/kg, from memory (Breuer & Spohn 2006); consistent with a melting entropy of 300 J/kg/K at 2000 K. */
export const latentHeatOfMelting = 6e5;

/** Pa, without a source. From deeper down melt does not rise: it is denser than the rock. */
export const deepestExtraction = 6e9;

/** Of heat-producing elements between rock and melt, from memory: nearly all goes into the melt. */
export const partitionCoefficient = 0.001;

/** K, of a pressure in Pa. */
export function solidus(pascals: number): number {
  const p = pascals / 1e9;
  return 1409 + p * (134.2 + p * (-6.581 + p * 0.1054));
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
 */
export function freshMelt(
  { solidus, interval, latentHeat }: Melting,
  i: number,
  temperature: number,
  depletion: number,
): number {
  const excess = temperature - solidus[i] - depletion * interval[i];
  return excess > 0 ? Math.min(1 - depletion, excess / (interval[i] + latentHeat)) : 0;
}

/**
 * What remains of a concentration of heat-producing elements when depletion rises from one value to another by
 * fractional melting: c ∝ (1 - X)^(1/D - 1).
 */
export function retained(before: number, after: number): number {
  return after >= 1 ? 0 : ((1 - after) / (1 - before)) ** (1 / partitionCoefficient - 1);
}
