// Adiabatic heating of the extended Boussinesq approximation, -Di α' (T + T₀) u_r: rock cools as it rises. It is taken
// on radial faces, exactly as buoyancy does its work there (`buoyancy` in stokes/stokes.ts), and shared between the two
// cells of a face. So what it takes from the mantle in all equals what dissipation returns to round-off of the flow.
import type { Grid } from '../grid.js';
import { surfaceTemperatureRatio } from '../scales.js';
import type { Flow } from '../stokes/flow.js';

/** Adds the adiabatic heating, times `dt`, to `change`. `coefficient` is Di α' by radial index. */
export function heatAdiabatically(
  grid: Grid,
  flow: Flow,
  coefficient: Float64Array,
  temperature: Float64Array,
  dt: number,
  change: Float64Array,
): void {
  const { radial, azimuthal, cellArea, height } = grid;
  for (let j = 0, cell = 0; j < azimuthal; j++, cell++) {
    let inner = coefficient[0] * (temperature[cell] + surfaceTemperatureRatio);
    for (let i = 1; i < radial; i++, cell++) {
      const outer = coefficient[i] * (temperature[cell + 1] + surfaceTemperatureRatio);
      const cooling = 0.25 * dt * flow.radial[cell + j + 1] * (inner + outer);
      change[cell] -= (cooling * height[i - 1]) / cellArea[i - 1];
      change[cell + 1] -= (cooling * height[i]) / cellArea[i];
      inner = outer;
    }
  }
}
