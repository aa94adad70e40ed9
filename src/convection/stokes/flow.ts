// Volume fluxes through cell faces, straight from differences of the stream function: divergence-free to round-off.
import type { Grid } from '../grid.js';

/** Fluxes (per unit of thickness where that is 1): outward through radial faces, towards larger φ through azimuthal faces. */
export interface Flow {
  /** (radial + 1) per column: face i lies between the cells i - 1 and i. */
  readonly radial: Float64Array;
  /** radial per azimuthal face, azimuthal + 1 of them: face j lies between the columns j - 1 and j. */
  readonly azimuthal: Float64Array;
  /** ψ on all nodes, (radial + 1) per column; zero on the boundary. */
  readonly streamFunction: Float64Array;
}

/** A flow at rest. */
export function stillFlow(grid: Grid): Flow {
  return {
    radial: new Float64Array((grid.radial + 1) * grid.azimuthal),
    azimuthal: new Float64Array(grid.radial * (grid.azimuthal + 1)),
    streamFunction: new Float64Array((grid.radial + 1) * (grid.azimuthal + 1)),
  };
}

/** Fills the flow of a stream function given on interior nodes; ψ = 0 on the boundary. */
export function flowOf(grid: Grid, interior: Float64Array, flow: Flow): void {
  const { radial, azimuthal } = grid;
  const nodes = radial + 1;
  const psi = flow.streamFunction;
  for (let j = 1, k = 0; j < azimuthal; j++) {
    const column = j * nodes;
    for (let i = 1; i < radial; i++, k++) psi[column + i] = interior[k];
  }
  const faces = nodes * azimuthal;
  for (let node = 0; node < faces; node++) flow.radial[node] = psi[node + nodes] - psi[node];
  for (let j = 0, face = 0; j <= azimuthal; j++) {
    const column = j * nodes;
    for (let i = 0; i < radial; i++, face++) flow.azimuthal[face] = psi[column + i] - psi[column + i + 1];
  }
}

/** The time in which the fastest cell loses its own volume: the step of Courant number one. Infinite at rest. */
export function courantTime(grid: Grid, flow: Flow): number {
  const { radial, azimuthal, cellArea } = grid;
  const radialFlux = flow.radial;
  const azimuthalFlux = flow.azimuthal;
  let fastest = 0;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, cell++) {
      const face = cell + j;
      // No flow diverges, so outflow is half of all that goes through the faces.
      const through =
        Math.abs(radialFlux[face]) +
        Math.abs(radialFlux[face + 1]) +
        Math.abs(azimuthalFlux[cell]) +
        Math.abs(azimuthalFlux[cell + radial]);
      const rate = through / cellArea[i];
      if (rate > fastest) fastest = rate;
    }
  }
  return fastest > 0 ? 2 / fastest : Number.POSITIVE_INFINITY;
}

/** Root-mean-square velocity over the domain, from the face velocities. */
export function rootMeanSquareVelocity(grid: Grid, flow: Flow): number {
  const { radial, azimuthal, faceArea, cellArea, height, thickness, dphi } = grid;
  let sum = 0;
  for (let j = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++) {
      const low = flow.radial[j * (radial + 1) + i] / (faceArea[i] * dphi);
      const high = flow.radial[j * (radial + 1) + i + 1] / (faceArea[i + 1] * dphi);
      const left = flow.azimuthal[j * radial + i] / (height[i] * thickness[i]);
      const right = flow.azimuthal[(j + 1) * radial + i] / (height[i] * thickness[i]);
      // Mean squares of the linear profile between two faces.
      const radialSquare = (low * low + low * high + high * high) / 3;
      const azimuthalSquare = (left * left + left * right + right * right) / 3;
      sum += (radialSquare + azimuthalSquare) * cellArea[i];
    }
  }
  return Math.sqrt(sum / grid.totalArea);
}

/** Largest velocity component on any face. */
export function maximumVelocity(grid: Grid, flow: Flow): number {
  const { radial, faceArea, height, thickness, dphi } = grid;
  const nodes = radial + 1;
  let largest = 0;
  for (let face = 0; face < flow.radial.length; face++) {
    largest = Math.max(largest, Math.abs(flow.radial[face]) / (faceArea[face % nodes] * dphi));
  }
  for (let face = 0; face < flow.azimuthal.length; face++) {
    const i = face % radial;
    largest = Math.max(largest, Math.abs(flow.azimuthal[face]) / (height[i] * thickness[i]));
  }
  return largest;
}
