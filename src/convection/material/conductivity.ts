// Thermal conductivity relative to that of the mantle where it is constant (`conductivity` of the planet).
//
// The law of Tosi et al. (2013), lattice conductivity of the olivine polymorphs:  k = (k₀ + k₁ p) (300 K / T)^n.
// Which polymorph a cell holds is decided by its depth: by how many of the planet's transitions it lies below. The crust
// may have a conductivity of its own. In a cell that its base cuts heat that goes along r passes two layers one after
// the other (in series), along φ side by side (in parallel). The halves of such a cell differ: heat from its center up
// may meet nothing but crust.
import type { Grid } from '../grid.js';
import { raiseToPowers } from '../kernels/power-kernels.js';
import { kelvin, pressure, type Scales } from '../scales.js';
import type { Crust } from './crust.js';

export type ConductivityLaw = 'constant' | 'pressure-and-temperature-dependent';

const ROOM_TEMPERATURE = 300;

/** k₀ in W/m/K, k₁ in W/m/K/Pa; coefficients of Tosi et al. (2013) as ASPECT has them. */
const polymorphs = [
  { k0: 2.47, k1: 3.3e-10, exponent: 0.48 }, // olivine
  { k0: 3.81, k1: 3.4e-10, exponent: 0.56 }, // wadsleyite
  { k0: 3.52, k1: 3.6e-10, exponent: 0.61 }, // ringwoodite
] as const;

/** What the conductivity of the cells at one radial index depends on. */
export interface Conductivity {
  readonly scales: Scales;
  readonly law: ConductivityLaw;
  /** (k₀ + k₁ p) / k_mantle by radial index; 1 for the constant law. */
  readonly atRoomTemperature: Float64Array;
  readonly exponent: Float64Array;
  readonly crust: Crust;
  /** Conductivity of the crust relative to that of the mantle. */
  readonly inCrust: number;
}

/** @param crustConductivity W/m/K */
export function conductivity(
  grid: Grid,
  scales: Scales,
  law: ConductivityLaw,
  crust: Crust,
  crustConductivity: number,
): Conductivity {
  const unit = scales.planet.conductivity;
  const atRoomTemperature = new Float64Array(grid.radial).fill(1);
  const exponent = new Float64Array(grid.radial);
  if (law !== 'constant') {
    for (let i = 0; i < grid.radial; i++) {
      const rock = rockConductivity(scales, grid.rNode[grid.radial] - grid.rCell[i]);
      atRoomTemperature[i] = rock.atRoomTemperature / unit;
      exponent[i] = rock.exponent;
    }
  }
  return { scales, law, atRoomTemperature, exponent, crust, inCrust: crustConductivity / unit };
}

/** k₀ + k₁ p in W/m/K, and the exponent, at a nondimensional depth. */
function rockConductivity(scales: Scales, depth: number): { atRoomTemperature: number; exponent: number } {
  const pascals = pressure(scales, depth);
  const { k0, k1, exponent } = polymorphAt(scales, pascals);
  return { atRoomTemperature: k0 + k1 * pascals, exponent };
}

/**
 * Thermal resistance in K m²/W, from one depth down to another (m): of the crust as far as it reaches, then of mantle
 * rock at a temperature (K) and the pressure of its middle.
 *
 * @param crust m and W/m/K
 */
export function thermalResistance(
  scales: Scales,
  law: ConductivityLaw,
  crust: { readonly thickness: number; readonly conductivity: number },
  from: number,
  to: number,
  temperature: number,
): number {
  const top = Math.min(to, Math.max(from, crust.thickness));
  const { atRoomTemperature, exponent } = rockConductivity(scales, (top + to) / 2 / scales.depth);
  const rock =
    law === 'constant' ? scales.planet.conductivity : atRoomTemperature * (ROOM_TEMPERATURE / temperature) ** exponent;
  return (top - from) / crust.conductivity + (to - top) / rock;
}

function polymorphAt({ planet }: Scales, pascals: number): (typeof polymorphs)[number] {
  const passed = planet.phaseTransitions.filter((transition) => pascals >= transition.pressure).length;
  return polymorphs[passed];
}

/** Whether the conductivity changes while the temperature does. */
export function dependsOnTemperature({ law }: Conductivity): boolean {
  return law !== 'constant';
}

/** Conductivities per cell relative to that of the mantle: along r in the halves of the cell, and along φ. */
export interface CellConductivity {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly azimuthal: Float64Array;
}

/** Fills `target` from the temperatures. */
export function updateConductivity(
  grid: Grid,
  { scales, law, atRoomTemperature, exponent, crust, inCrust }: Conductivity,
  temperature: Float64Array,
  { lower, upper, azimuthal }: CellConductivity,
): void {
  // What cooling multiplies the conductivity by, for the time being in `lower`.
  if (law === 'constant') lower.fill(1);
  else {
    for (let cell = 0; cell < lower.length; cell++) lower[cell] = ROOM_TEMPERATURE / kelvin(scales, temperature[cell]);
    for (let column = 0; column < lower.length; column += grid.radial) azimuthal.set(exponent, column);
    raiseToPowers(lower, azimuthal);
  }
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      const rock = atRoomTemperature[i] * lower[cell];
      const [below, above] = [crust.lower[i], crust.upper[i]];
      lower[cell] = inSeries(below, inCrust, rock);
      upper[cell] = inSeries(above, inCrust, rock);
      azimuthal[cell] = above === 0 ? rock : inParallel(0.5 * (below + above), inCrust, rock);
    }
  }
}

function inSeries(share: number, inShare: number, rest: number): number {
  return share === 0 ? rest : 1 / (share / inShare + (1 - share) / rest);
}

function inParallel(share: number, inShare: number, rest: number): number {
  return share * inShare + (1 - share) * rest;
}
