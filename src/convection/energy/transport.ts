// Passive transport of a cell field (a phase fraction, a depletion) with the flow: the scheme of the energy equation
// (`energy.ts`) without conduction and sources. Keeps the total to round-off and makes no new extrema.
import type { Flow } from '../stokes/flow.js';
import { advect } from './advection.js';
import type { EnergySolver } from './energy.js';

const INSULATED = {};

/** Advances `field` by `dt` in place. */
export function transport(solver: EnergySolver, flow: Flow, dt: number, stages: number, field: Float64Array): void {
  const { advection, start, change } = solver;
  const part = dt / (stages - 1);
  start.set(field);
  for (let stage = 0; stage < stages; stage++) {
    change.fill(0);
    advect(advection, flow, field, INSULATED, part, change);
    for (let cell = 0; cell < change.length; cell++) field[cell] += change[cell];
  }
  const weight = 1 / stages;
  for (let cell = 0; cell < start.length; cell++) field[cell] = weight * start[cell] + (1 - weight) * field[cell];
}
