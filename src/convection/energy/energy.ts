// One step of the energy equation, dh/dt + div(uh) = div(k ∇T) + H + heating by motion, by a
// strong-stability-preserving Runge-Kutta scheme of second order with s stages (Spiteri & Ruuth 2002, SSPRK(s,2)): s
// Euler steps of dt / (s - 1), then the mean of the start (weight 1/s) and the end. The enthalpy h is the temperature,
// or with phase transitions a function of it and of depth (`phase-enthalpy.ts`), which is inverted after each stage.
// Each Euler step is explicit in advection and as implicit in conduction as stability asks (`diffusion.ts`); that holds
// for h too, as it conducts no faster than T: dT/dh ≤ 1 scales the conduction on the right of the delta form and with
// it the loss of every mode. A steady state is one of the space discretization alone, whatever dt; total heat is kept.

import type { EnergyMachine } from '../kernels/energy-kernels.js';
import type { Flow } from '../stokes/flow.js';
import { setExpansion } from './adiabatic-heating.js';
import { advect, setFaceWeights, setFlow } from './advection.js';
import type { BoundaryTemperatures } from './boundary-temperatures.js';
import { type CoolingCore, coolCore } from './core-cooling.js';
import {
  conduct,
  coreHeatFlux,
  type Diffusion,
  implicitChange,
  implicitCoreHeatFlux,
  longestEulerStep,
  prepareImplicit,
} from './diffusion.js';
import { type ExtendedBoussinesq, heatMechanically } from './mechanical-heating.js';
import { enthalpiesAtWalls, updateEnthalpy, updateTemperature } from './phase-enthalpy.js';

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
 * Advances `temperature` by `dt` in place. `heating` is the volumetric source per cell, nondimensional;
 * `extendedBoussinesq`, where given, makes the approximation an extended Boussinesq one. `core`, where given, is advanced,
 * too, and holds the lower boundary at its temperature.
 */
export function stepEnergy(
  solver: EnergySolver,
  flow: Flow,
  heating: Float64Array,
  boundaries: BoundaryTemperatures,
  dt: number,
  stages: number,
  temperature: Float64Array,
  extendedBoussinesq?: ExtendedBoussinesq,
  core?: CoolingCore,
): void {
  const { conduction, machine } = solver;
  const { kernels, arrays } = machine;
  const { start, change } = arrays;
  const phases = extendedBoussinesq?.phases;
  const part = dt / (stages - 1);
  const coreAtStart = core?.temperature ?? 0;
  prepareImplicit(conduction, wallsBeside(boundaries, core), part);
  setFlow(machine, flow);
  if (extendedBoussinesq !== undefined) setExpansion(machine, extendedBoussinesq.adiabatic);
  arrays.heating.set(heating);
  arrays.temperature.set(temperature);
  const carried = phases === undefined ? arrays.temperature : arrays.carried;
  if (phases !== undefined) {
    updateEnthalpy(phases, temperature, carried);
    phases.work = 0;
  }
  start.set(carried);
  for (let stage = 0; stage < stages; stage++) {
    const walls = wallsBeside(boundaries, core);
    if (extendedBoussinesq === undefined) kernels.scale(arrays.heating.byteOffset, part, change.byteOffset);
    else heatMechanically(machine, extendedBoussinesq, part);
    advect(machine, carried, phases === undefined ? walls : enthalpiesAtWalls(phases, walls), part, change);
    conduct(conduction, arrays.temperature, walls, part, change);
    const explicitFlux = core === undefined ? 0 : coreHeatFlux(conduction, arrays.temperature, core.temperature);
    implicitChange(conduction, change);
    if (core !== undefined) coolCore(core, explicitFlux + implicitCoreHeatFlux(conduction, change), part);
    kernels.addTo(carried.byteOffset, change.byteOffset);
    if (phases !== undefined) updateTemperature(phases, carried, arrays.temperature);
  }
  kernels.moveTowards(carried.byteOffset, start.byteOffset, 1 / stages);
  if (core !== undefined) core.temperature += (coreAtStart - core.temperature) / stages;
  if (phases !== undefined) {
    updateTemperature(phases, carried, arrays.temperature);
    phases.work *= 1 - 1 / stages;
  }
  temperature.set(arrays.temperature);
}

function wallsBeside(boundaries: BoundaryTemperatures, core: CoolingCore | undefined): BoundaryTemperatures {
  return core === undefined ? boundaries : { ...boundaries, core: core.temperature };
}
