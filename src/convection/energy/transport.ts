// Passive transport of a cell field (a concentration, a depletion) with the flow: the scheme of the energy equation
// (`energy.ts`) without conduction and sources. Keeps the total to round-off and makes no new extrema.
import type { Flow } from '../stokes/flow.js';
import { advect, setFlow } from './advection.js';
import type { EnergySolver } from './energy.js';

const INSULATED = {};

/** Advances `field` by `dt` in place. */
export function transport(
  { machine }: EnergySolver,
  flow: Flow,
  dt: number,
  stages: number,
  field: Float64Array,
): void {
  const { kernels, arrays } = machine;
  const { carried, start, change } = arrays;
  const part = dt / (stages - 1);
  setFlow(machine, flow);
  carried.set(field);
  start.set(field);
  for (let stage = 0; stage < stages; stage++) {
    change.fill(0);
    advect(machine, carried, INSULATED, part, change);
    kernels.addTo(carried.byteOffset, change.byteOffset);
  }
  kernels.moveTowards(carried.byteOffset, start.byteOffset, 1 / stages);
  field.set(carried);
}
