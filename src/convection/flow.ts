// Volume fluxes through cell faces, straight from differences of the stream function: divergence-free to round-off.
import type { Grid } from './grid.js';

/** Fluxes per unit out-of-plane length: outward through radial faces, towards larger φ through azimuthal faces. */
export interface Flow {
  /** (radial + 1) per column: face i lies between the cells i - 1 and i. */
  readonly radial: Float64Array;
  /** radial per azimuthal face, azimuthal + 1 of them: face j lies between the columns j - 1 and j. */
  readonly azimuthal: Float64Array;
}

/** A flow at rest. */
export function stillFlow(grid: Grid): Flow {
  return {
    radial: new Float64Array((grid.radial + 1) * grid.azimuthal),
    azimuthal: new Float64Array(grid.radial * (grid.azimuthal + 1)),
  };
}

/** Fills the flow of a stream function on interior nodes; ψ = 0 on the boundary. */
export function flowOf(grid: Grid, streamFunction: Float64Array, flow: Flow): void {
  const { radial, azimuthal } = grid;
  const stride = radial - 1;
  const psi = (i: number, j: number): number =>
    i === 0 || i === radial || j === 0 || j === azimuthal ? 0 : streamFunction[(j - 1) * stride + i - 1]!;
  for (let j = 0; j < azimuthal; j++) {
    for (let i = 0; i <= radial; i++) flow.radial[j * (radial + 1) + i] = psi(i, j + 1) - psi(i, j);
  }
  for (let j = 0; j <= azimuthal; j++) {
    for (let i = 0; i < radial; i++) flow.azimuthal[j * radial + i] = psi(i, j) - psi(i + 1, j);
  }
}

/** The time in which the fastest cell loses its own volume: the step of Courant number one. Infinite at rest. */
export function courantTime(grid: Grid, flow: Flow): number {
  const { radial, azimuthal, cellArea } = grid;
  let fastest = 0;
  for (let j = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++) {
      const low = flow.radial[j * (radial + 1) + i]!;
      const high = flow.radial[j * (radial + 1) + i + 1]!;
      const left = flow.azimuthal[j * radial + i]!;
      const right = flow.azimuthal[(j + 1) * radial + i]!;
      const outflow = (low < 0 ? -low : 0) + (high > 0 ? high : 0) + (left < 0 ? -left : 0) + (right > 0 ? right : 0);
      const rate = outflow / cellArea[i]!;
      if (rate > fastest) fastest = rate;
    }
  }
  return fastest > 0 ? 1 / fastest : Number.POSITIVE_INFINITY;
}

/** Root-mean-square velocity over the domain, from cell-centered means of the face velocities. */
export function rootMeanSquareVelocity(grid: Grid, flow: Flow): number {
  const { radial, azimuthal, metricNode, cellArea, dr, dphi } = grid;
  let sum = 0;
  for (let j = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++) {
      const low = flow.radial[j * (radial + 1) + i]! / (metricNode[i]! * dphi);
      const high = flow.radial[j * (radial + 1) + i + 1]! / (metricNode[i + 1]! * dphi);
      const left = flow.azimuthal[j * radial + i]! / dr;
      const right = flow.azimuthal[(j + 1) * radial + i]! / dr;
      // Mean squares rather than squared means: with reflecting sides, this quadrature is second-order accurate too.
      const radialSquare = (low * low + low * high + high * high) / 3;
      const azimuthalSquare = (left * left + left * right + right * right) / 3;
      sum += (radialSquare + azimuthalSquare) * cellArea[i]!;
    }
  }
  return Math.sqrt(sum / grid.totalArea);
}
