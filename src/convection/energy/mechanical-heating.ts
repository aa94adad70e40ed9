// What the motion of rock does to its heat: adiabatic heating and the work of phase transitions, which are -Di times
// the work of buoyancy on its radial faces, and friction, which returns that work. Buoyancy and friction balance at
// every moment of a flow without inertia, ∫ B u_r = ∫ Φ / Ra, but flow, viscosity and temperature are not those of one
// moment within a step: so the dissipation says where friction heats, and the work of buoyancy how much. Then motion
// moves heat and makes none, to round-off, whatever the grid, the step and the error of the flow. Only the
// work of buoyant residue heats. How far both are apart is kept: the ratio is 1 for short steps, and negative where the
// flow has turned round within one.
import type { Grid } from '../grid.js';
import type { EnergyMachine } from '../kernels/energy-kernels.js';
import { type Residue, residueBuoyancy } from '../material/melting.js';
import { heatAdiabatically } from './adiabatic-heating.js';
import { heatByPhases, type PhaseEnthalpy } from './phase-enthalpy.js';

/** The extended Boussinesq approximation. */
export interface ExtendedBoussinesq {
  /** Di. */
  readonly dissipationNumber: number;
  /** Di α' by radial index. */
  readonly adiabatic: Float64Array;
  /** Viscous dissipation per cell. */
  readonly dissipation: Float64Array;
  /** What it heats by: Di/Ra. */
  readonly heatPerDissipation: number;
  readonly friction: FrictionRange;
  readonly phases?: PhaseEnthalpy;
  /** ∫ R u_r of the step: the work of buoyant residue, where rock melts. */
  residueWork: number;
}

/** Between what bounds friction, which is the work of buoyancy, was a multiple of the dissipation; 1 at the start. */
export interface FrictionRange {
  minimum: number;
  maximum: number;
}

/** Fills the machine's change with what its sources and the motion of its flow heat its temperature in `dt`. */
export function heatMechanically(machine: EnergyMachine, extendedBoussinesq: ExtendedBoussinesq, dt: number): void {
  const { grid, arrays } = machine;
  const { temperature, heating, change, radialFlux } = arrays;
  const { dissipationNumber, dissipation, heatPerDissipation, friction, phases, residueWork } = extendedBoussinesq;
  change.fill(0);
  heatAdiabatically(machine, temperature, dt, change);
  if (phases !== undefined) phases.work += heatByPhases(phases, radialFlux, temperature, dt, change);
  const work = dt * dissipationNumber * residueWork - integral(grid, change);
  const dissipated = integral(grid, dissipation);
  const share = dissipated > 0 ? work / dissipated : 0;
  if (dissipated > 0) widen(friction, share / (dt * heatPerDissipation));
  for (let cell = 0; cell < change.length; cell++) change[cell] += dt * heating[cell] + share * dissipation[cell];
}

function widen(range: FrictionRange, ratio: number): void {
  range.minimum = Math.min(range.minimum, ratio);
  range.maximum = Math.max(range.maximum, ratio);
}

function integral({ radial, azimuthal, cellArea }: Grid, field: Float64Array): number {
  let sum = 0;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, cell++) sum += field[cell] * cellArea[i];
  }
  return sum;
}

/** ∫ R u_r of a depletion X per cell, on radial faces as in the load of the flow. */
export function workOfResidue(
  { radial, azimuthal, spacing }: Grid,
  radialFlux: Float64Array,
  depletion: Float64Array,
  residue: Residue,
): number {
  let work = 0;
  for (let j = 0, cell = 0; j < azimuthal; j++, cell++) {
    for (let i = 1; i < radial; i++, cell++) {
      const buoyancy = residueBuoyancy(residue, depletion[cell]) + residueBuoyancy(residue, depletion[cell + 1]);
      work += 0.5 * spacing[i] * radialFlux[cell + j + 1] * buoyancy;
    }
  }
  return work;
}
