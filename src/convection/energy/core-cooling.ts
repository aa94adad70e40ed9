// The core as a well-mixed reservoir that the mantle cools: ρ_c c_c V_c dT_c/dt = -q_c A_c.
//
// The radii of the cylinder are rescaled so that core and surface areas relate as on the sphere; the ratio of core area
// to core volume is taken from the sphere itself, 3 / 1700 km, so that a heat flux density cools the core as it would
// Mars.
import { core, mantle } from '../scales.js';

/** dT_c/dt per unit heat flux out of the core, nondimensional: -(A/V) (ρc)_mantle / (ρc)_core. */
export const coreCoolingRate =
  -((3 * mantle.depth) / core.radius) * ((mantle.density * mantle.heatCapacity) / (core.density * core.heatCapacity));

/** Core temperature after `dt` under a constant heat flux density (nondimensional, positive out of the core). */
export function coolCore(temperature: number, heatFlux: number, dt: number): number {
  return temperature + coreCoolingRate * heatFlux * dt;
}
