// Heat conduction on the cells: insulating sides; at the core and at the surface a fixed temperature or no flux. The
// conductivity may differ from cell to cell; half-cells conduct in series. An Euler step of it is as implicit as it
// must be, by alternating directions in delta form:
//
//   (1 - θ_φ dt L_φ)(1 - θ_r dt L_r) δ = dt × (everything at the old time),   θ = max(0, 2 - 1 / (dt × fastest rate))
//
// With that θ no mode loses more than half of itself per direction, which leaves room for advection in the same step; a
// steady state does not depend on dt; and short steps are explicit, so that the Runge-Kutta scheme built from them
// (`energy.ts`) is second-order in time. On the left side stand the largest conductances at each radius, which is as
// stable and conserves as well, and keeps the tridiagonal factors the same in all columns. The loops are in
// `kernels/conduction-kernels.ts` and `kernels/implicit-kernels.ts`.
import type { Grid } from '../grid.js';
import { type EnergyMachine, energyMachine } from '../kernels/energy-kernels.js';
import type { KernelArray } from '../kernels/named-arrays.js';
import type { BoundaryTemperatures } from './boundary-temperatures.js';

/** 0.1 Myr: cells that call for shorter Euler steps are implicit in part; a boundary layer of 30 km decays within 3 Myr. */
const SHORTEST_EULER_STEP = 1e-6;

/**
 * Conduction on a grid. The machine holds the conductances of the faces, and the tridiagonal factors for the latest
 * step.
 */
export interface Diffusion {
  readonly grid: Grid;
  readonly machine: EnergyMachine;
  /** Bounds of the rates at which the fastest mode decays along r and along φ. */
  readonly rates: { radial: number; azimuthal: number };
  /** θ along r and along φ, as `prepareImplicit` left them. */
  readonly implicitness: { radial: number; azimuthal: number };
}

/**
 * Conduction with the conductivity 1, until `setConductivity` changes it.
 *
 * @param surfaceTemperatureRatio T₀ of the scales; of no use in the Boussinesq approximation
 */
export function diffusion(grid: Grid, surfaceTemperatureRatio = 0): Diffusion {
  const conduction: Diffusion = {
    grid,
    machine: energyMachine(grid, surfaceTemperatureRatio),
    rates: { radial: 0, azimuthal: 0 },
    implicitness: { radial: 0, azimuthal: 0 },
  };
  setConductivity(conduction, new Float64Array(grid.radial * grid.azimuthal).fill(1));
  return conduction;
}

/**
 * Sets the conductances from the conductivity of the cells, relative to the one in the time scale: along r in their lower
 * and upper halves, and along φ.
 */
export function setConductivity(
  { grid, machine, rates }: Diffusion,
  lower: Float64Array,
  upper = lower,
  azimuthal = lower,
): void {
  machine.arrays.lowerConductivity.set(lower);
  machine.arrays.upperConductivity.set(upper);
  machine.arrays.azimuthalConductivity.set(azimuthal);
  machine.kernels.setConductances();
  const { radialBound, azimuthalBound } = machine.arrays;
  // Gershgorin: no eigenvalue exceeds twice the largest diagonal entry.
  rates.radial = 0;
  rates.azimuthal = 0;
  for (let i = 0; i < grid.radial; i++) {
    rates.radial = Math.max(rates.radial, (2 * (radialBound[i] + radialBound[i + 1])) / grid.cellArea[i]);
    rates.azimuthal = Math.max(rates.azimuthal, (4 * azimuthalBound[i]) / grid.cellArea[i]);
  }
}

/** Adds the conductive heating rate, times `dt`, to `change`. */
export function conduct(
  { machine }: Diffusion,
  temperature: KernelArray,
  { core = Number.NaN, surface = Number.NaN }: BoundaryTemperatures,
  dt: number,
  change: KernelArray,
): void {
  machine.kernels.conduct(temperature.byteOffset, core, surface, dt, change.byteOffset);
}

/**
 * The longest Euler step of a scheme that is to follow conduction along r: an explicit one, θ = 0, with which the scheme is
 * of second order in time, but not shorter than 0.1 Myr. On finer grids (from 250 cells) decay at a rate λ is off by the
 * part λ θ dt, and θ dt stays below 0.2 Myr.
 */
export function longestEulerStep({ rates }: Diffusion): number {
  return Math.max(0.5 / rates.radial, SHORTEST_EULER_STEP);
}

/** Chooses θ for an Euler step of `dt` and factorizes, to be used by `implicitChange` as often as wanted. */
export function prepareImplicit(conduction: Diffusion, walls: BoundaryTemperatures, dt: number): void {
  const { implicitness, rates, machine } = conduction;
  implicitness.radial = Math.max(0, 2 - 1 / (dt * rates.radial));
  implicitness.azimuthal = Math.max(0, 2 - 1 / (dt * rates.azimuthal));
  if (implicitness.radial > 0) factorizeRadially(machine, walls, implicitness.radial * dt);
  if (implicitness.azimuthal > 0) machine.kernels.factorizeAzimuthally(implicitness.azimuthal * dt);
}

// Thomas' factors, the same in all columns: reciprocal pivot, coupling to the cell below, ratio to the one above.
function factorizeRadially({ grid, arrays }: EnergyMachine, walls: BoundaryTemperatures, dt: number): void {
  const { radialBound, radialPivot, radialBelow, radialRatio } = arrays;
  const { radial, cellArea } = grid;
  for (let i = 0, ratio = 0; i < radial; i++) {
    const factor = dt / cellArea[i];
    const below = i > 0 || walls.core !== undefined ? factor * radialBound[i] : 0;
    const above = i < radial - 1 || walls.surface !== undefined ? factor * radialBound[i + 1] : 0;
    radialBelow[i] = i > 0 ? below : 0;
    radialPivot[i] = 1 / (1 + below + above - radialBelow[i] * ratio);
    ratio = i < radial - 1 ? above * radialPivot[i] : 0;
    radialRatio[i] = ratio;
  }
}

/** Solves (1 - θ_φ dt L_φ)(1 - θ_r dt L_r) δ = change, in place, for the dt prepared last. */
export function implicitChange({ implicitness, machine }: Diffusion, change: KernelArray): void {
  // φ first: its rates differ by the square of the radius, and must damp the change where it arose, before r spreads
  // it.
  if (implicitness.azimuthal > 0) machine.kernels.solveAzimuthally(change.byteOffset);
  if (implicitness.radial > 0) machine.kernels.solveRadially(change.byteOffset);
}

/** Mean heat flux that conducts from a core of a temperature to the lowest cell centers. */
export function coreHeatFlux({ grid, machine }: Diffusion, temperature: Float64Array, core: number): number {
  const { radial, azimuthal, faceArea, dphi } = grid;
  const { radialConductance } = machine.arrays;
  let sum = 0;
  for (let j = 0; j < azimuthal; j++) sum += radialConductance[j * (radial + 1)] * (core - temperature[j * radial]);
  return sum / (faceArea[0] * azimuthal * dphi);
}

/**
 * What an Euler step takes out of the core beyond the explicit heat flux, because it is implicit; a mean heat flux.
 *
 * @param change as `implicitChange` left it
 */
export function implicitCoreHeatFlux({ grid, machine, implicitness }: Diffusion, change: Float64Array): number {
  const { radial, azimuthal, faceArea, dphi } = grid;
  if (implicitness.radial === 0) return 0;
  let sum = 0;
  for (let j = 0; j < azimuthal; j++) sum += change[j * radial];
  return (-implicitness.radial * machine.arrays.radialBound[0] * sum) / (faceArea[0] * azimuthal * dphi);
}

/**
 * Mean heat fluxes through the core boundary into the domain and out through the surface: what conducts between the
 * walls and the outermost cell centers, and `direct`, what sources between them give to the walls.
 */
export function boundaryHeatFluxes(
  conduction: Diffusion,
  temperature: Float64Array,
  walls: BoundaryTemperatures,
  direct = { core: 0, surface: 0 },
): { core: number; surface: number } {
  const { radial, azimuthal, faceArea, dphi } = conduction.grid;
  const { radialConductance } = conduction.machine.arrays;
  let surface = 0;
  for (let j = 0; j < azimuthal; j++) {
    const last = (j + 1) * radial - 1;
    if (walls.surface !== undefined) surface += radialConductance[last + j + 1] * (temperature[last] - walls.surface);
  }
  const core = walls.core === undefined ? 0 : coreHeatFlux(conduction, temperature, walls.core);
  return { core: core - direct.core, surface: surface / (faceArea[radial] * azimuthal * dphi) + direct.surface };
}
