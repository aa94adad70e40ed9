// The core as a well-mixed reservoir that the mantle cools: ρ_c c_c V_c dT_c/dt = -q_c A_c. It is advanced with the mantle,
// stage by stage of the Runge-Kutta scheme (`energy.ts`), by the very heat that the mantle takes in through its lower
// boundary: so both together keep their heat to round-off, and the core is of the order of the scheme.
//
// The radii of the cylinder are rescaled so that core and surface areas relate as on the sphere; the ratio of core area
// to core volume is taken from the sphere itself, 3 / R_core, so that a heat flux density cools the core as it would that
// of the planet.

/** The core within a step. Nondimensional. */
export interface CoolingCore {
  temperature: number;
  /** dT_c/dt per unit heat flux, -(A/V) (ρc)_mantle / (ρc)_core: `coreCoolingRate` of the scales. */
  readonly rate: number;
  /** Heat flux density into it from sources between it and the cell centers above (`heat-deposit.ts`). */
  readonly direct: number;
}

/** Changes its temperature by `dt` of a heat flux density, positive out of the core, less what goes into it directly. */
export function coolCore(core: CoolingCore, heatFlux: number, dt: number): void {
  core.temperature += core.rate * (heatFlux - core.direct) * dt;
}
