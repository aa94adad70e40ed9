// A community benchmark of thermal convection between walls of constant temperature, as plain data. Nondimensional.
import type { Grid } from '../grid.js';
import type { Plasticity } from '../material/plasticity.js';
import type { ViscosityLaw } from '../material/viscosity.js';

/** A published value, or the smallest and the largest over the codes that took part. */
export type Reference = number | readonly [number, number];

/** Temperature 1 at the bottom (core), 0 at the top, no internal heating. */
export interface BenchmarkCase {
  readonly name: string;
  readonly source: string;
  /** The grid by the number of cells from bottom to top. */
  readonly grid: (cells: number) => Grid;
  readonly rayleigh: number;
  readonly law: ViscosityLaw;
  /** In the extended Boussinesq approximation: the dissipation number Di and T₀, absolute over nondimensional zero. */
  readonly extendedBoussinesq?: { readonly dissipationNumber: number; readonly surfaceTemperatureRatio: number };
  readonly plasticity?: Plasticity;
  /** Initial temperature at a height above the bottom and an azimuth (in a box: a horizontal position). */
  readonly initial: (height: number, phi: number) => number;
  /** Published values, by the names of `convection-values.ts`, or of `periodic-state.ts`. */
  readonly reference: Readonly<Record<string, Reference>>;
  /** Published values where the reference is a more exact solution of our own. */
  readonly published?: Readonly<Record<string, number>>;
}
