// Conservative advection of the cell temperatures: upwind finite volumes plus a flux-limited correction with the limiter
// of Koren (1993), third-order in one dimension where the field is smooth. One explicit Euler step of it makes no new
// extrema while no cell loses more than half its volume; `energy.ts` builds its time scheme from such steps.

import type { Grid } from '../grid.js';
import type { Flow } from '../stokes/flow.js';
import type { HeldTemperatures } from './held-temperatures.js';

/** Subtracts the divergence of the advective heat flux, times `dt`, from `change` (temperature per cell). */
export function advect(
  grid: Grid,
  flow: Flow,
  temperature: Float64Array,
  held: HeldTemperatures,
  dt: number,
  change: Float64Array,
): void {
  advectRadially(grid, flow.radial, temperature, held, dt, change);
  advectAzimuthally(grid, flow.azimuthal, temperature, dt, change);
}

function advectRadially(
  grid: Grid,
  flux: Float64Array,
  temperature: Float64Array,
  held: HeldTemperatures,
  dt: number,
  change: Float64Array,
): void {
  const { radial, azimuthal, cellArea } = grid;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    let outer = temperature[cell];
    // Beyond a wall that holds a temperature the profile goes on to the wall; beyond an insulating one it is level.
    let inner = held.core ?? outer;
    let beyond = radial > 1 ? temperature[cell + 1] : outer;
    let heatIn = 0;
    for (let i = 1; i < radial; i++, cell++) {
      const innermost = inner;
      inner = outer;
      outer = beyond;
      beyond = i + 1 < radial ? temperature[cell + 2] : (held.surface ?? outer);
      const through = flux[cell + j + 1];
      const heatOut =
        dt * through * (through > 0 ? faceValue(innermost, inner, outer) : faceValue(beyond, outer, inner));
      change[cell] += (heatIn - heatOut) / cellArea[i - 1];
      heatIn = heatOut;
    }
    change[cell] += heatIn / cellArea[radial - 1];
    cell++;
  }
}

function advectAzimuthally(
  grid: Grid,
  flux: Float64Array,
  temperature: Float64Array,
  dt: number,
  change: Float64Array,
): void {
  const { radial, azimuthal, cellArea } = grid;
  for (let j = 1; j < azimuthal; j++) {
    const right = j * radial;
    const left = right - radial;
    // The side walls are mirrors: the cell beyond one has the temperature of the cell before it.
    const farLeft = j > 1 ? left - radial : left;
    const farRight = j + 1 < azimuthal ? right + radial : right;
    for (let i = 0; i < radial; i++) {
      const through = flux[right + i];
      const first = temperature[left + i];
      const second = temperature[right + i];
      const value =
        through > 0
          ? faceValue(temperature[farLeft + i], first, second)
          : faceValue(temperature[farRight + i], second, first);
      const heat = (dt * through * value) / cellArea[i];
      change[left + i] -= heat;
      change[right + i] += heat;
    }
  }
}

/** Temperature on the face between the cell upstream of it (`donor`) and the one downstream (`receiver`). */
function faceValue(behind: number, donor: number, receiver: number): number {
  const ahead = receiver - donor;
  const back = donor - behind;
  if (ahead * back <= 0) return donor;
  // Koren: half of min(2 back, (ahead + 2 back) / 3, 2 ahead), by magnitude.
  const smooth = (ahead + 2 * back) / 6;
  return donor + (ahead > 0 ? Math.min(smooth, back, ahead) : Math.max(smooth, back, ahead));
}
