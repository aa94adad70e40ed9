// Heat conduction on the cells: insulating sides; at the core and at the surface a fixed temperature or no flux. The
// step is implicit by alternating directions in delta form, (1 - dt L_r)(1 - dt L_φ) δ = dt × (everything at the old
// time): tridiagonal solves only, and a steady state does not depend on dt. Unit nondimensional diffusivity.
import type { Grid } from './grid.js';
import type { HeldTemperatures } from './held-temperatures.js';

/** Conductances, fixed by the grid, and the tridiagonal factors for the latest step. */
export interface Diffusion {
  readonly grid: Grid;
  /** Between cells i - 1 and i (radial + 1); the first and last from cell center to boundary. */
  readonly radialConductance: Float64Array;
  /** Between columns, by radial index. */
  readonly azimuthalConductance: Float64Array;
  /** Thomas factors along r, the same in all columns: reciprocal pivot, coupling to the cell below, ratio to the one above. */
  readonly radialPivot: Float64Array;
  readonly radialBelow: Float64Array;
  readonly radialRatio: Float64Array;
  /** Thomas factors along φ: coupling by radial index; reciprocal pivot and ratio per cell. */
  readonly azimuthalCoupling: Float64Array;
  readonly azimuthalPivot: Float64Array;
  readonly azimuthalRatio: Float64Array;
}

export function diffusion(grid: Grid): Diffusion {
  const { radial, azimuthal, dr, dphi, metricNode, metricCell } = grid;
  const radialConductance = metricNode.map((metric) => (metric * dphi) / dr);
  radialConductance[0] *= 2;
  radialConductance[radial] *= 2;
  return {
    grid,
    radialConductance,
    azimuthalConductance: metricCell.map((metric) => dr / (metric * dphi)),
    radialPivot: new Float64Array(radial),
    radialBelow: new Float64Array(radial),
    radialRatio: new Float64Array(radial),
    azimuthalCoupling: new Float64Array(radial),
    azimuthalPivot: new Float64Array(radial * azimuthal),
    azimuthalRatio: new Float64Array(radial * azimuthal),
  };
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
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    let heatIn = held.core === undefined ? 0 : dt * radialConductance[0] * (held.core - temperature[cell]);
    for (let i = 1; i < radial; i++, cell++) {
      const heatOut = dt * radialConductance[i] * (temperature[cell] - temperature[cell + 1]);
      change[cell] += (heatIn - heatOut) / cellArea[i - 1];
      heatIn = heatOut;
    }
    const heatOut =
      held.surface === undefined ? 0 : dt * radialConductance[radial] * (temperature[cell] - held.surface);
    change[cell] += (heatIn - heatOut) / cellArea[radial - 1];
    cell++;
  }
  for (let right = radial; right < temperature.length; right += radial) {
    const left = right - radial;
    for (let i = 0; i < radial; i++) {
      const heat = (dt * azimuthalConductance[i] * (temperature[left + i] - temperature[right + i])) / cellArea[i];
      change[left + i] -= heat;
      change[right + i] += heat;
    }
  }
}

/** Factorizes (1 - dt L_r)(1 - dt L_φ), to be used by `implicitChange` as often as wanted. */
export function prepareImplicit(conduction: Diffusion, held: HeldTemperatures, dt: number): void {
  const { grid, radialConductance, azimuthalConductance } = conduction;
  const { radialPivot, radialBelow, radialRatio, azimuthalCoupling, azimuthalPivot, azimuthalRatio } = conduction;
  const { radial, azimuthal, cellArea } = grid;
  for (let i = 0, ratio = 0; i < radial; i++) {
    const factor = dt / cellArea[i];
    const below = i > 0 || held.core !== undefined ? factor * radialConductance[i] : 0;
    const above = i < radial - 1 || held.surface !== undefined ? factor * radialConductance[i + 1] : 0;
    radialBelow[i] = i > 0 ? below : 0;
    radialPivot[i] = 1 / (1 + below + above - radialBelow[i] * ratio);
    ratio = i < radial - 1 ? above * radialPivot[i] : 0;
    radialRatio[i] = ratio;
  }
  for (let i = 0; i < radial; i++) azimuthalCoupling[i] = (dt * azimuthalConductance[i]) / cellArea[i];
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, cell++) {
      const coupling = azimuthalCoupling[i];
      const left = j > 0 ? coupling : 0;
      const right = j < azimuthal - 1 ? coupling : 0;
      const ratio = j > 0 ? azimuthalRatio[cell - radial] : 0;
      azimuthalPivot[cell] = 1 / (1 + left + right - left * ratio);
      azimuthalRatio[cell] = right * azimuthalPivot[cell];
    }
  }
}

/** Solves (1 - dt L_r)(1 - dt L_φ) δ = change, in place, for the dt prepared last. */
export function implicitChange(conduction: Diffusion, change: Float64Array): void {
  const { grid, radialPivot, radialBelow, radialRatio } = conduction;
  const { azimuthalCoupling, azimuthalPivot, azimuthalRatio } = conduction;
  const { radial } = grid;
  for (let column = 0; column < change.length; column += radial) {
    let value = 0;
    for (let i = 0; i < radial; i++) {
      value = (change[column + i] + radialBelow[i] * value) * radialPivot[i];
      change[column + i] = value;
    }
    for (let i = radial - 2; i >= 0; i--) {
      value = change[column + i] + radialRatio[i] * value;
      change[column + i] = value;
    }
  }
  // Along φ all radial indices go side by side: the recurrences are independent, so they do not wait for each other.
  for (let i = 0; i < radial; i++) change[i] *= azimuthalPivot[i];
  for (let column = radial; column < change.length; column += radial) {
    for (let i = 0; i < radial; i++) {
      const cell = column + i;
      change[cell] = (change[cell] + azimuthalCoupling[i] * change[cell - radial]) * azimuthalPivot[cell];
    }
  }
  for (let cell = change.length - radial - 1; cell >= 0; cell--) {
    change[cell] += azimuthalRatio[cell] * change[cell + radial];
  }
}

/** Mean conductive heat fluxes through the core boundary into the domain and out through the surface. */
export function boundaryHeatFluxes(
  { grid, radialConductance }: Diffusion,
  temperature: Float64Array,
  held: HeldTemperatures,
): { core: number; surface: number } {
  const { radial, azimuthal, metricNode, dphi } = grid;
  let core = 0;
  let surface = 0;
  for (let column = 0; column < temperature.length; column += radial) {
    if (held.core !== undefined) core += radialConductance[0] * (held.core - temperature[column]);
    if (held.surface !== undefined) {
      surface += radialConductance[radial] * (temperature[column + radial - 1] - held.surface);
    }
  }
  const width = azimuthal * dphi;
  return { core: core / (metricNode[0] * width), surface: surface / (metricNode[radial] * width) };
}
