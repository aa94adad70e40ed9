// The core as a well-mixed reservoir that the mantle cools: ρ_c c_c V_c dT_c/dt = -q_c A_c.
//
// The radii of the cylinder are rescaled so that core and surface areas relate as on the sphere; the ratio of core area
// to core volume is taken from the sphere itself, 3 / R_core, so that a heat flux density cools the core as it would that
// of the planet.

/**
 * Core temperature after `dt` under a constant heat flux density (nondimensional, positive out of the core).
 *
 * @param rate dT_c/dt per unit heat flux, -(A/V) (ρc)_mantle / (ρc)_core: `coreCoolingRate` of the scales
 */
export function coolCore(rate: number, temperature: number, heatFlux: number, dt: number): number {
  return temperature + rate * heatFlux * dt;
}
