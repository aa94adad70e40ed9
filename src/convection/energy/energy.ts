// One step of the energy equation, dT/dt + div(uT) = div(k ∇T) + H - Di α' (T + T₀) u_r, by a strong-stability-preserving
// Runge-Kutta scheme of second order with s stages (Spiteri & Ruuth 2002, SSPRK(s,2)): s Euler steps of dt / (s - 1), then the mean of the
// start (weight 1/s) and the end. Each Euler step is explicit in advection and as implicit in conduction as stability
// asks (`diffusion.ts`). A steady state is one of the space discretization alone, whatever dt; total heat is kept.

import type { EnergyMachine } from '../kernels/energy-kernels.js';
import type { Flow } from '../stokes/flow.js';
import { heatAdiabatically, setExpansion } from './adiabatic-heating.js';
import { advect, setFaceWeights, setFlow } from './advection.js';
import { conduct, type Diffusion, implicitChange, longestEulerStep, prepareImplicit } from './diffusion.js';
import type { HeldTemperatures } from './held-temperatures.js';

/** Largest part of its volume that a cell may lose in one Euler step without new extrema (`advection.ts`). */
const EULER_COURANT_NUMBER = 0.5;

/** The energy solver of a grid: its conduction, and the arrays and inner loops of all that a step does. */
export interface EnergySolver {
  readonly conduction: Diffusion;
  readonly machine: EnergyMachine;
}

export function energySolver(conduction: Diffusion): EnergySolver {
  setFaceWeights(conduction.machine);
  return { conduction, machine: conduction.machine };
}

/** The stages needed for a step of this Courant number (share of the volume that the fastest cell loses). */
export function stagesFor(courantNumber: number): number {
  return Math.max(2, 1 + Math.ceil(courantNumber / EULER_COURANT_NUMBER - 1e-9));
}

/** The stages needed for a step of `dt`, of this Courant number, to be stable and of second order in conduction too. */
export function stagesOf({ conduction }: EnergySolver, courantNumber: number, dt: number): number {
  return Math.max(stagesFor(courantNumber), 1 + Math.ceil(dt / longestEulerStep(conduction) - 1e-9));
}

/**
 * Advances `temperature` by `dt` in place. `heating` is the volumetric source per cell, nondimensional; `adiabatic`, where
 * given, Di α' by radial index (`adiabatic-heating.ts`).
 */
export function stepEnergy(
  solver: EnergySolver,
  flow: Flow,
  heating: Float64Array,
  held: HeldTemperatures,
  dt: number,
  stages: number,
  temperature: Float64Array,
  adiabatic?: Float64Array,
): void {
  const { conduction, machine } = solver;
  const { kernels, arrays } = machine;
  const { start, change } = arrays;
  const part = dt / (stages - 1);
  prepareImplicit(conduction, held, part);
  setFlow(machine, flow);
  if (adiabatic !== undefined) setExpansion(machine, adiabatic);
  arrays.heating.set(heating);
  arrays.temperature.set(temperature);
  start.set(temperature);
  for (let stage = 0; stage < stages; stage++) {
    kernels.scale(arrays.heating.byteOffset, part, change.byteOffset);
    advect(machine, arrays.temperature, held, part, change);
    conduct(conduction, arrays.temperature, held, part, change);
    if (adiabatic !== undefined) heatAdiabatically(machine, arrays.temperature, part, change);
    implicitChange(conduction, change);
    kernels.addTo(arrays.temperature.byteOffset, change.byteOffset);
  }
  kernels.moveTowards(arrays.temperature.byteOffset, start.byteOffset, 1 / stages);
  temperature.set(arrays.temperature);
}
