// Conservative advection of cell fields: on each face the parabola through the means of the cells upstream, donor and
// downstream, third-order in one dimension, kept within bounds by the limiter of Koren (1993). One explicit Euler step
// of it makes no new extrema while no cell loses more than half its volume; `energy.ts` builds its time scheme from
// such steps. The loops are in `kernels/advection-kernels.ts`.

import type { EnergyMachine } from '../kernels/energy-kernels.js';
import type { KernelArray } from '../kernels/named-arrays.js';
import type { Flow } from '../stokes/flow.js';
import type { BoundaryTemperatures } from './boundary-temperatures.js';

/** Sets the weights of the parabolas on radial faces; face i lies between the cells i - 1 and i. */
export function setFaceWeights({ grid, arrays }: EnergyMachine): void {
  const { radial, height } = grid;
  const { outwardAhead, outwardBack, inwardAhead, inwardBack } = arrays;
  for (let i = 1; i < radial; i++) {
    setWeights(outwardAhead, outwardBack, i, height[i - 2] ?? height[0], height[i - 1], height[i]);
    setWeights(inwardAhead, inwardBack, i, height[i + 1] ?? height[i], height[i], height[i - 1]);
  }
}

/**
 * Face value = donor + ahead × (receiver - donor) + back × (donor - behind), from the heights of the cells. Behind a
 * cell at a wall lies one of its own height.
 */
function setWeights(
  ahead: KernelArray,
  back: KernelArray,
  face: number,
  behind: number,
  donor: number,
  receiver: number,
): void {
  const all = behind + donor + receiver;
  ahead[face] = (donor * (behind + donor)) / (all * (donor + receiver));
  back[face] = (donor * receiver) / (all * (behind + donor));
}

/** Sets the flow that carries. */
export function setFlow({ arrays }: EnergyMachine, flow: Flow): void {
  arrays.radialFlux.set(flow.radial);
  arrays.azimuthalFlux.set(flow.azimuthal);
}

/**
 * Subtracts the divergence of what the flow carries of `field`, times `dt`, from `change`. Beyond a wall that holds a
 * value the profile goes on to the wall; beyond an insulating one it is level.
 */
export function advect(
  { kernels }: EnergyMachine,
  field: KernelArray,
  { core = Number.NaN, surface = Number.NaN }: BoundaryTemperatures,
  dt: number,
  change: KernelArray,
): void {
  kernels.advect(field.byteOffset, core, surface, dt, change.byteOffset);
}
