// Heat conduction on the cells: insulating sides; at the core and at the surface a fixed temperature or no flux. The
// conductivity may differ from cell to cell; half-cells conduct in series. An Euler step of it is as implicit as it must
// be, by alternating directions in delta form:
//
//   (1 - θ_φ dt L_φ)(1 - θ_r dt L_r) δ = dt × (everything at the old time),   θ = max(0, 2 - 1 / (dt × fastest rate))
//
// With that θ no mode loses more than half of itself per direction, which leaves room for advection in the same step; a
// steady state does not depend on dt; and short steps are explicit, so that the Runge-Kutta scheme built from them
// (`energy.ts`) is second-order in time. On the left side stand the largest conductances at each radius, which is as
// stable and conserves as well, and keeps the tridiagonal factors the same in all columns.
import type { Grid } from '../grid.js';
import type { HeldTemperatures } from './held-temperatures.js';

/** 0.4 Myr: a boundary layer of 30 km, a thin one, decays within 3 Myr. */
const FOLLOWED_TIME = 4e-6;

/** Conductances of the faces, and the tridiagonal factors for the latest step. */
export interface Diffusion {
  readonly grid: Grid;
  /** (radial + 1) per column: face i lies between cells i - 1 and i; the first and last from cell center to boundary. */
  readonly radialConductance: Float64Array;
  /** radial per azimuthal face, azimuthal + 1 of them: face j lies between the columns j - 1 and j; zero at the sides. */
  readonly azimuthalConductance: Float64Array;
  /** The largest conductance at a radial index. */
  readonly radialBound: Float64Array;
  readonly azimuthalBound: Float64Array;
  /** Bounds of the rates at which the fastest mode decays along r and along φ. */
  readonly rates: { radial: number; azimuthal: number };
  /** θ along r and along φ, as `prepareImplicit` left them. */
  readonly implicitness: { radial: number; azimuthal: number };
  /** Thomas factors along r, the same in all columns: reciprocal pivot, coupling to the cell below, ratio to the one above. */
  readonly radialPivot: Float64Array;
  readonly radialBelow: Float64Array;
  readonly radialRatio: Float64Array;
  /** Thomas factors along φ: coupling by radial index; reciprocal pivot and ratio per cell. */
  readonly azimuthalCoupling: Float64Array;
  readonly azimuthalPivot: Float64Array;
  readonly azimuthalRatio: Float64Array;
}

/** Conduction with the conductivity 1, until `setConductivity` says otherwise. */
export function diffusion(grid: Grid): Diffusion {
  const { radial, azimuthal } = grid;
  const cells = radial * azimuthal;
  const conduction: Diffusion = {
    grid,
    radialConductance: new Float64Array((radial + 1) * azimuthal),
    azimuthalConductance: new Float64Array(radial * (azimuthal + 1)),
    radialBound: new Float64Array(radial + 1),
    azimuthalBound: new Float64Array(radial),
    rates: { radial: 0, azimuthal: 0 },
    implicitness: { radial: 0, azimuthal: 0 },
    radialPivot: new Float64Array(radial),
    radialBelow: new Float64Array(radial),
    radialRatio: new Float64Array(radial),
    azimuthalCoupling: new Float64Array(radial),
    azimuthalPivot: new Float64Array(cells),
    azimuthalRatio: new Float64Array(cells),
  };
  setConductivity(conduction, new Float64Array(cells).fill(1));
  return conduction;
}

/** Sets the conductances from the conductivity of the cells along r and along φ, relative to the one in the time scale. */
export function setConductivity(conduction: Diffusion, radial: Float64Array, azimuthal = radial): void {
  const { radialBound, azimuthalBound } = conduction;
  radialBound.fill(0);
  azimuthalBound.fill(0);
  setRadialConductances(conduction, radial);
  setAzimuthalConductances(conduction, azimuthal);
  // Gershgorin: no eigenvalue exceeds twice the largest diagonal entry.
  const { grid, rates } = conduction;
  rates.radial = 0;
  rates.azimuthal = 0;
  for (let i = 0; i < grid.radial; i++) {
    rates.radial = Math.max(rates.radial, (2 * (radialBound[i] + radialBound[i + 1])) / grid.cellArea[i]);
    rates.azimuthal = Math.max(rates.azimuthal, (4 * azimuthalBound[i]) / grid.cellArea[i]);
  }
}

function setRadialConductances({ grid, radialConductance, radialBound }: Diffusion, conductivity: Float64Array): void {
  const { radial, azimuthal, height, metricNode, dphi } = grid;
  for (let j = 0, face = 0; j < azimuthal; j++) {
    let below = 0;
    for (let i = 0; i <= radial; i++, face++) {
      const above = i < radial ? (0.5 * height[i]) / conductivity[j * radial + i] : 0;
      const conductance = (metricNode[i] * dphi) / (below + above);
      radialConductance[face] = conductance;
      if (conductance > radialBound[i]) radialBound[i] = conductance;
      below = above;
    }
  }
}

function setAzimuthalConductances(
  { grid, azimuthalConductance, azimuthalBound }: Diffusion,
  conductivity: Float64Array,
): void {
  const { radial, azimuthal, height, metricCell, dphi } = grid;
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++) {
      const right = j * radial + i;
      const resistance = 0.5 * metricCell[i] * dphi * (1 / conductivity[right - radial] + 1 / conductivity[right]);
      const conductance = height[i] / resistance;
      azimuthalConductance[right] = conductance;
      if (conductance > azimuthalBound[i]) azimuthalBound[i] = conductance;
    }
  }
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
    let heatIn = held.core === undefined ? 0 : dt * radialConductance[cell + j] * (held.core - temperature[cell]);
    for (let i = 1; i < radial; i++, cell++) {
      const heatOut = dt * radialConductance[cell + j + 1] * (temperature[cell] - temperature[cell + 1]);
      change[cell] += (heatIn - heatOut) / cellArea[i - 1];
      heatIn = heatOut;
    }
    const heatOut =
      held.surface === undefined ? 0 : dt * radialConductance[cell + j + 1] * (temperature[cell] - held.surface);
    change[cell] += (heatIn - heatOut) / cellArea[radial - 1];
    cell++;
  }
  for (let column = radial; column < temperature.length; column += radial) {
    for (let i = 0; i < radial; i++) {
      const right = column + i;
      const left = right - radial;
      const heat = (dt * azimuthalConductance[right] * (temperature[left] - temperature[right])) / cellArea[i];
      change[left] -= heat;
      change[right] += heat;
    }
  }
}

/**
 * The longest Euler step of a scheme that is to follow conduction along r: decay at a rate λ is then off by the part
 * λ θ dt at most, which is of first order, and θ dt = 2 dt - 1 / (fastest rate) stays below `FOLLOWED_TIME`.
 */
export function longestEulerStep({ rates }: Diffusion): number {
  return 0.5 * (FOLLOWED_TIME + 1 / rates.radial);
}

/** Chooses θ for an Euler step of `dt` and factorizes, to be used by `implicitChange` as often as wanted. */
export function prepareImplicit(conduction: Diffusion, held: HeldTemperatures, dt: number): void {
  const { implicitness, rates } = conduction;
  implicitness.radial = Math.max(0, 2 - 1 / (dt * rates.radial));
  implicitness.azimuthal = Math.max(0, 2 - 1 / (dt * rates.azimuthal));
  if (implicitness.radial > 0) factorizeRadially(conduction, held, implicitness.radial * dt);
  if (implicitness.azimuthal > 0) factorizeAzimuthally(conduction, implicitness.azimuthal * dt);
}

function factorizeRadially(conduction: Diffusion, held: HeldTemperatures, dt: number): void {
  const { grid, radialBound, radialPivot, radialBelow, radialRatio } = conduction;
  const { radial, cellArea } = grid;
  for (let i = 0, ratio = 0; i < radial; i++) {
    const factor = dt / cellArea[i];
    const below = i > 0 || held.core !== undefined ? factor * radialBound[i] : 0;
    const above = i < radial - 1 || held.surface !== undefined ? factor * radialBound[i + 1] : 0;
    radialBelow[i] = i > 0 ? below : 0;
    radialPivot[i] = 1 / (1 + below + above - radialBelow[i] * ratio);
    ratio = i < radial - 1 ? above * radialPivot[i] : 0;
    radialRatio[i] = ratio;
  }
}

function factorizeAzimuthally(conduction: Diffusion, dt: number): void {
  const { grid, azimuthalBound, azimuthalCoupling, azimuthalPivot, azimuthalRatio } = conduction;
  const { radial, azimuthal, cellArea } = grid;
  for (let i = 0; i < radial; i++) azimuthalCoupling[i] = (dt * azimuthalBound[i]) / cellArea[i];
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

/** Solves (1 - θ_φ dt L_φ)(1 - θ_r dt L_r) δ = change, in place, for the dt prepared last. */
export function implicitChange(conduction: Diffusion, change: Float64Array): void {
  // φ first: its rates differ by the square of the radius, and must damp the change where it arose, before r spreads it.
  if (conduction.implicitness.azimuthal > 0) solveAzimuthally(conduction, change);
  if (conduction.implicitness.radial > 0) solveRadially(conduction, change);
}

function solveRadially({ grid, radialPivot, radialBelow, radialRatio }: Diffusion, change: Float64Array): void {
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
}

// All radial indices go side by side: the recurrences are independent, so they do not wait for each other.
function solveAzimuthally(
  { grid, azimuthalCoupling, azimuthalPivot, azimuthalRatio }: Diffusion,
  change: Float64Array,
): void {
  const { radial } = grid;
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
  for (let j = 0; j < azimuthal; j++) {
    const first = j * radial;
    const last = first + radial - 1;
    if (held.core !== undefined) core += radialConductance[first + j] * (held.core - temperature[first]);
    if (held.surface !== undefined) surface += radialConductance[last + j + 1] * (temperature[last] - held.surface);
  }
  const width = azimuthal * dphi;
  return { core: core / (metricNode[0] * width), surface: surface / (metricNode[radial] * width) };
}
