// One step of the energy equation, dT/dt + div(uT) = ∇²T + H: explicit flux-limited advection, implicit conduction.
import { advect } from './advection.js';
import { conduct, type Diffusion, type HeldTemperatures, implicitChange } from './diffusion.js';
import type { Flow } from './flow.js';

/**
 * Advances `temperature` by `dt` in place. `heating` is the volumetric source per cell (nondimensional), `change` a work
 * array of the same length.
 */
export function stepEnergy(
  diffusion: Diffusion,
  flow: Flow,
  heating: Float64Array,
  held: HeldTemperatures,
  dt: number,
  temperature: Float64Array,
  change: Float64Array,
): void {
  for (let cell = 0; cell < change.length; cell++) change[cell] = dt * heating[cell]!;
  advect(diffusion.grid, flow, temperature, dt, change);
  conduct(diffusion, temperature, held, dt, change);
  implicitChange(diffusion, held, dt, change);
  for (let cell = 0; cell < change.length; cell++) temperature[cell] = temperature[cell]! + change[cell]!;
}
