// When mantle rock melts, and what melting does to it. Solidus and liquidus are polynomials in the pressure (those of Mars
// and their sources: planets/mars.ts). Melt is extracted at once. Rock that has lost the fraction X of melt melts again
// only above
//   T_sol + X (T_liq - T_sol),
// on Mars between 2 and 4 GPa 450 to 560 K per unit of X: Ding et al. (2020) measured 20 ± 6 % of melt per 100 K there,
// 500 K per unit; Morschhauser et al. (2011, eq. 18) raise the solidus by 150 K over 20 % of melt, 750 K.
import type { Grid } from '../grid.js';
import { meltingTemperature } from '../planets/melting-curve.js';
import { nondimensionalTemperature, pressure, type Scales } from '../scales.js';

/** Melting by radial index, nondimensional. */
export interface Melting {
  readonly solidus: Float64Array;
  /** Liquidus minus solidus. */
  readonly interval: Float64Array;
  /** The lowest radial index that melt is extracted from. */
  readonly deepest: number;
  /** Latent heat over c_p ΔT. */
  readonly latentHeat: number;
  /** Of heat-producing elements between rock and melt. */
  readonly partitionCoefficient: number;
}

export function melting(grid: Grid, scales: Scales): Melting {
  const { planet } = scales;
  const pressures = grid.rCell.map((radius) => pressure(scales, grid.rNode[grid.radial] - radius));
  const solidus = pressures.map((pascals) => meltingTemperature(planet.solidus, pascals));
  const liquidus = pressures.map((pascals) => meltingTemperature(planet.liquidus, pascals));
  const deepest = pressures.findIndex((pascals) => pascals <= planet.maximumExtractionPressure);
  return {
    solidus: solidus.map((kelvin) => nondimensionalTemperature(scales, kelvin)),
    interval: liquidus.map((kelvin, i) => (kelvin - solidus[i]) / scales.temperature),
    deepest: deepest < 0 ? grid.radial : deepest,
    latentHeat: planet.latentHeatOfMelting / (planet.mantleHeatCapacity * scales.temperature),
    partitionCoefficient: planet.partitionCoefficient,
  };
}

/**
 * The melt that leaves rock of a temperature and depletion X (both at radial index i), latent heat paid for: afterwards
 * the rock is at its new solidus, or all of it has melted. Zero below the solidus.
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
export function retained(
  { partitionCoefficient }: Pick<Melting, 'partitionCoefficient'>,
  before: number,
  after: number,
): number {
  return after >= 1 ? 0 : ((1 - after) / (1 - before)) ** (1 / partitionCoefficient - 1);
}

/** What the loss of melt adds to the buoyant temperature α' T. */
export interface Residue {
  /** Δρ / (ρ α ΔT) of harzburgite. */
  readonly buoyancy: number;
  /** X of harzburgite. */
  readonly depletion: number;
}

export function residueOf({ planet, temperature }: Scales): Residue {
  const thermal = planet.mantleDensity * planet.thermalExpansivity * temperature;
  return { buoyancy: planet.residueDensityDeficit / thermal, depletion: planet.residueDepletion };
}

/** In proportion to X up to harzburgite, and no more beyond. */
export function residueBuoyancy({ buoyancy, depletion }: Residue, degree: number): number {
  return buoyancy * Math.min(1, degree / depletion);
}
