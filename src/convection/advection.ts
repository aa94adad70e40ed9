// Conservative advection of the cell temperatures: upwind plus a flux-limited correction that makes it second-order in
// space and time where the field is smooth (Sweby 1984) with van Leer's limiter. Explicit; no new extrema arise while
// the Courant number stays below one half.
import type { Flow } from './flow.js';
import type { Grid } from './grid.js';

/** Subtracts the divergence of the advective heat flux, times `dt`, from `change` (temperature per cell). */
export function advect(grid: Grid, flow: Flow, temperature: Float64Array, dt: number, change: Float64Array): void {
  const { radial, azimuthal, cellArea } = grid;
  for (let j = 0; j < azimuthal; j++) {
    const column = j * radial;
    for (let i = 1; i < radial; i++) {
      const flux = flow.radial[j * (radial + 1) + i]!;
      const area = 0.5 * (cellArea[i - 1]! + cellArea[i]!);
      const far = flux > 0 ? i - 2 : i + 1;
      const behind = far >= 0 && far < radial ? temperature[column + far]! : Number.NaN;
      const carried = dt * carriedHeat(flux, temperature[column + i - 1]!, temperature[column + i]!, behind, dt / area);
      change[column + i - 1] = change[column + i - 1]! - carried / cellArea[i - 1]!;
      change[column + i] = change[column + i]! + carried / cellArea[i]!;
    }
  }
  for (let j = 1; j < azimuthal; j++) {
    const left = (j - 1) * radial;
    const right = j * radial;
    for (let i = 0; i < radial; i++) {
      const flux = flow.azimuthal[j * radial + i]!;
      const area = cellArea[i]!;
      const far = flux > 0 ? j - 2 : j + 1;
      const behind = far >= 0 && far < azimuthal ? temperature[far * radial + i]! : Number.NaN;
      const carried = dt * carriedHeat(flux, temperature[left + i]!, temperature[right + i]!, behind, dt / area);
      change[left + i] = change[left + i]! - carried / area;
      change[right + i] = change[right + i]! + carried / area;
    }
  }
}

/**
 * Heat carried through a face from the `first` to the `second` cell per unit time. `behind` is the cell upstream of the
 * donor (NaN if there is none: then the face is first-order).
 */
function carriedHeat(flux: number, first: number, second: number, behind: number, dtPerArea: number): number {
  const donor = flux > 0 ? first : second;
  const receiver = flux > 0 ? second : first;
  const gradient = receiver - donor;
  const upwindGradient = donor - behind;
  const product = upwindGradient * gradient;
  // Van Leer's limiter times the gradient; zero at extrema, and where `behind` is NaN (the comparison fails).
  const limited = product > 0 ? (2 * product) / (upwindGradient + gradient) : 0;
  const courant = (flux > 0 ? flux : -flux) * dtPerArea;
  return flux * (donor + 0.5 * (1 - courant) * limited);
}
