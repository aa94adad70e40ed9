// Adiabatic heating of the extended Boussinesq approximation, -Di α' (T + T₀) u_r: rock cools as it rises. It is taken
// on radial faces, exactly as buoyancy does its work there (`buoyancy` in stokes/stokes.ts), and shared between the two
// cells of a face. So what it takes from the mantle in all equals what dissipation returns to round-off of the flow.
import type { EnergyMachine } from '../kernels/energy-kernels.js';
import type { KernelArray } from '../kernels/named-arrays.js';
import type { Flow } from '../stokes/flow.js';
import { setFlow } from './advection.js';

/** Sets Di α' by radial index. */
export function setExpansion({ arrays }: EnergyMachine, coefficient: Float64Array): void {
  // The first number belongs to what lies beyond the core.
  arrays.adiabatic.set(coefficient, 1);
}

/** Adds the adiabatic heating in the machine's flow, times `dt`, to `change`. */
export function heatAdiabatically(
  { kernels }: EnergyMachine,
  temperature: KernelArray,
  dt: number,
  change: KernelArray,
): void {
  kernels.heatAdiabatically(temperature.byteOffset, dt, change.byteOffset);
}

/** The adiabatic heating of a temperature in a flow, per cell: a work array of the machine. */
export function adiabaticHeating(
  machine: EnergyMachine,
  flow: Flow,
  coefficient: Float64Array,
  temperature: Float64Array,
): Float64Array {
  const { arrays } = machine;
  setFlow(machine, flow);
  setExpansion(machine, coefficient);
  arrays.temperature.set(temperature);
  arrays.change.fill(0);
  heatAdiabatically(machine, arrays.temperature, 1, arrays.change);
  return arrays.change;
}
