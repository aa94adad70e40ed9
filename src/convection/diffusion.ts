// Heat conduction on the cells: insulating sides; at the core and at the surface a fixed temperature or no flux. The
// step is implicit by alternating directions in delta form, (1 - dt L_r)(1 - dt L_φ) δ = dt × (everything at the old
// time): tridiagonal solves only, and a steady state does not depend on dt. Unit nondimensional diffusivity.
import type { Grid } from './grid.js';

/** Temperatures held at the core and at the surface; undefined means insulated. */
export interface HeldTemperatures {
  readonly core?: number;
  readonly surface?: number;
}

/** Conductances, fixed by the grid, and work arrays of the tridiagonal solver. */
export interface Diffusion {
  readonly grid: Grid;
  /** Between cells i - 1 and i (radial + 1); the first and last from cell center to boundary. */
  readonly radialConductance: Float64Array;
  /** Between columns, by radial index. */
  readonly azimuthalConductance: Float64Array;
  readonly scratch: Float64Array;
  readonly line: Float64Array;
}

export function diffusion(grid: Grid): Diffusion {
  const { radial, azimuthal, dr, dphi, metricNode, metricCell } = grid;
  const radialConductance = metricNode.map((metric) => (metric * dphi) / dr);
  radialConductance[0] = radialConductance[0]! * 2;
  radialConductance[radial] = radialConductance[radial]! * 2;
  const azimuthalConductance = metricCell.map((metric) => dr / (metric * dphi));
  const longest = Math.max(radial, azimuthal);
  const work = () => new Float64Array(longest);
  return { grid, radialConductance, azimuthalConductance, scratch: work(), line: work() };
}

/** Adds the conductive heating rate, times `dt`, to `change`. */
export function conduct(
  { grid, radialConductance, azimuthalConductance }: Diffusion,
  temperature: Float64Array,
  held: HeldTemperatures,
  dt: number,
  change: Float64Array,
): void {
  const { radial, azimuthal, cellArea } = grid;
  for (let j = 0; j < azimuthal; j++) {
    const column = j * radial;
    for (let i = 1; i < radial; i++) {
      const heat = dt * radialConductance[i]! * (temperature[column + i - 1]! - temperature[column + i]!);
      change[column + i - 1] = change[column + i - 1]! - heat / cellArea[i - 1]!;
      change[column + i] = change[column + i]! + heat / cellArea[i]!;
    }
    const last = radial - 1;
    if (held.core !== undefined) {
      const heat = dt * radialConductance[0]! * (held.core - temperature[column]!);
      change[column] = change[column]! + heat / cellArea[0]!;
    }
    if (held.surface !== undefined) {
      const heat = dt * radialConductance[radial]! * (held.surface - temperature[column + last]!);
      change[column + last] = change[column + last]! + heat / cellArea[last]!;
    }
  }
  for (let j = 1; j < azimuthal; j++) {
    const left = (j - 1) * radial;
    const right = j * radial;
    for (let i = 0; i < radial; i++) {
      const heat = (dt * azimuthalConductance[i]! * (temperature[left + i]! - temperature[right + i]!)) / cellArea[i]!;
      change[left + i] = change[left + i]! - heat;
      change[right + i] = change[right + i]! + heat;
    }
  }
}

/** Solves (1 - dt L_r)(1 - dt L_φ) δ = change, in place. */
export function implicitChange(
  { grid, radialConductance, azimuthalConductance, scratch, line }: Diffusion,
  held: HeldTemperatures,
  dt: number,
  change: Float64Array,
): void {
  const { radial, azimuthal, cellArea } = grid;
  for (let j = 0; j < azimuthal; j++) {
    const column = j * radial;
    // Thomas algorithm along a column. `below` and `above` couple cell i to its neighbors.
    let previousRatio = 0;
    let previousValue = 0;
    for (let i = 0; i < radial; i++) {
      const factor = dt / cellArea[i]!;
      const below = i > 0 ? factor * radialConductance[i]! : 0;
      const above = i < radial - 1 ? factor * radialConductance[i + 1]! : 0;
      let diagonal = 1 + below + above;
      if (i === 0 && held.core !== undefined) diagonal += factor * radialConductance[0]!;
      if (i === radial - 1 && held.surface !== undefined) diagonal += factor * radialConductance[radial]!;
      const pivot = diagonal - below * previousRatio;
      previousRatio = above / pivot;
      previousValue = (change[column + i]! + below * previousValue) / pivot;
      scratch[i] = previousRatio;
      line[i] = previousValue;
    }
    let value = 0;
    for (let i = radial - 1; i >= 0; i--) {
      value = line[i]! + scratch[i]! * value;
      change[column + i] = value;
    }
  }
  for (let i = 0; i < radial; i++) {
    const coupling = (dt * azimuthalConductance[i]!) / cellArea[i]!;
    let previousRatio = 0;
    let previousValue = 0;
    for (let j = 0; j < azimuthal; j++) {
      const left = j > 0 ? coupling : 0;
      const right = j < azimuthal - 1 ? coupling : 0;
      const pivot = 1 + left + right - left * previousRatio;
      previousRatio = right / pivot;
      previousValue = (change[j * radial + i]! + left * previousValue) / pivot;
      scratch[j] = previousRatio;
      line[j] = previousValue;
    }
    let value = 0;
    for (let j = azimuthal - 1; j >= 0; j--) {
      value = line[j]! + scratch[j]! * value;
      change[j * radial + i] = value;
    }
  }
}

/** Conductive heat through the core boundary into the domain and out through the surface, per unit boundary length. */
export function boundaryHeatFluxes(
  { grid, radialConductance }: Diffusion,
  temperature: Float64Array,
  held: HeldTemperatures,
): { core: number; surface: number } {
  const { radial, azimuthal, metricNode, dphi } = grid;
  let core = 0;
  let surface = 0;
  for (let j = 0; j < azimuthal; j++) {
    const column = j * radial;
    if (held.core !== undefined) core += radialConductance[0]! * (held.core - temperature[column]!);
    if (held.surface !== undefined) {
      surface += radialConductance[radial]! * (temperature[column + radial - 1]! - held.surface);
    }
  }
  const width = azimuthal * dphi;
  return { core: core / (metricNode[0]! * width), surface: surface / (metricNode[radial]! * width) };
}
