// The discrete Stokes operator for the stream function ψ on the interior nodes of a grid, assembled variationally:
// half the viscous dissipation of ψ is ½ ψᵀAψ with A = BᵀWB, where B gives the strain rates
// (`strain-rates.ts`) and W = 4 η × area.
//
// A is symmetric positive definite at any viscosity contrast. ψ = 0 on the boundary (no flow through it); free slip is
// the natural condition, so boundary nodes simply carry no shear term. The stencil has 13 points.
// Interior node (i, j) is unknown (j - 1) (radial - 1) + i - 1.

import type { Grid } from '../grid.js';
import { type StrainFactors, strainFactors } from './strain-rates.js';

/**
 * The assembled operator: the upper half of the stencil as seven coefficient arrays. Vectors that it is applied to, and
 * the coefficients themselves, have margins of two columns on both sides, so that no loop asks where it is.
 */
export interface StokesOperator {
  readonly grid: Grid;
  /** Interior nodes in a column. */
  readonly stride: number;
  readonly size: number;
  /** Where the first unknown lies in a vector with margins. */
  readonly margin: number;
  readonly vectorLength: number;
  readonly coefficients: {
    readonly self: Float64Array;
    readonly up: Float64Array;
    readonly upTwo: Float64Array;
    readonly downRight: Float64Array;
    readonly right: Float64Array;
    readonly upRight: Float64Array;
    readonly rightTwo: Float64Array;
  };
  readonly factors: StrainFactors;
}

/** The upper half of the stencil: which neighbor each coefficient couples a node with. */
export const stencil = [
  { name: 'self', up: 0, right: 0 },
  { name: 'up', up: 1, right: 0 },
  { name: 'upTwo', up: 2, right: 0 },
  { name: 'downRight', up: -1, right: 1 },
  { name: 'right', up: 0, right: 1 },
  { name: 'upRight', up: 1, right: 1 },
  { name: 'rightTwo', up: 0, right: 2 },
] as const;

/** An operator of the right size, to be assembled. */
export function stokesOperator(grid: Grid): StokesOperator {
  const stride = grid.radial - 1;
  const size = stride * (grid.azimuthal - 1);
  const margin = 2 * stride;
  const vectorLength = size + 2 * margin;
  const coefficient = () => new Float64Array(vectorLength);
  return {
    grid,
    stride,
    size,
    margin,
    vectorLength,
    coefficients: {
      self: coefficient(),
      up: coefficient(),
      upTwo: coefficient(),
      downRight: coefficient(),
      right: coefficient(),
      upRight: coefficient(),
      rightTwo: coefficient(),
    },
    factors: strainFactors(grid),
  };
}

/** A vector of unknowns: `whole` with zero margins, `unknowns` a view on the part between them. */
export interface MarginVector {
  readonly whole: Float64Array;
  readonly unknowns: Float64Array;
}

export function marginVector({ vectorLength, margin }: StokesOperator): MarginVector {
  const whole = new Float64Array(vectorLength);
  return { whole, unknowns: whole.subarray(margin, vectorLength - margin) };
}

/**
 * Assembles the operator from the viscosity at cell centers and at all nodes. Viscosities of boundary nodes must be
 * zero: that is the free-slip condition. Nondimensional viscosity.
 */
export function assemble(operator: StokesOperator, cellViscosity: Float64Array, nodeViscosity: Float64Array): void {
  const { grid, stride, margin, coefficients, factors } = operator;
  const { self, up, upTwo, downRight, right, upRight, rightTwo } = coefficients;
  const { outer, inner, center, above, below, side } = factors;
  const { radial, azimuthal } = grid;
  const nodes = radial + 1;
  for (let j = 1; j < azimuthal; j++) {
    const lastColumn = j === azimuthal - 1;
    for (let i = 1; i < radial; i++) {
      const k = margin + (j - 1) * stride + i - 1;
      const node = j * nodes + i;
      const cell = j * radial + i;
      const here = nodeViscosity[node];
      const higher = nodeViscosity[node + 1];
      const lower = nodeViscosity[node - 1];
      const next = nodeViscosity[node + nodes];
      const previous = nodeViscosity[node - nodes];
      const highCell = cellViscosity[cell];
      const lowCell = cellViscosity[cell - 1];
      const bothHigh = highCell + cellViscosity[cell - radial];
      const bothLow = lowCell + cellViscosity[cell - 1 - radial];
      self[k] =
        bothHigh * inner[i] * inner[i] +
        bothLow * outer[i - 1] * outer[i - 1] +
        here * center[i] * center[i] +
        higher * below[i + 1] * below[i + 1] +
        lower * above[i - 1] * above[i - 1] +
        (next + previous) * side[i] * side[i];
      // An unknown beyond the boundary has no column in the matrix: its coefficient stays zero.
      if (i < radial - 1) {
        up[k] = -bothHigh * inner[i] * outer[i] + here * center[i] * above[i] + higher * center[i + 1] * below[i + 1];
        upTwo[k] = i < radial - 2 ? higher * below[i + 1] * above[i + 1] : 0;
      }
      if (lastColumn) continue;
      right[k] =
        -highCell * inner[i] * inner[i] - lowCell * outer[i - 1] * outer[i - 1] + (here + next) * center[i] * side[i];
      if (i < radial - 1) {
        upRight[k] = highCell * inner[i] * outer[i] + higher * below[i + 1] * side[i + 1] + next * side[i] * above[i];
      }
      if (i > 1) {
        downRight[k] =
          lowCell * inner[i - 1] * outer[i - 1] + lower * above[i - 1] * side[i - 1] + next * side[i] * below[i];
      }
      if (j < azimuthal - 2) rightTwo[k] = next * side[i] * side[i];
    }
  }
}

/** y = A x for vectors with margins. Returns xᵀA x. */
export function applyOperator(operator: StokesOperator, x: Float64Array, y: Float64Array): number {
  const { stride, size, margin, coefficients } = operator;
  const { self, up, upTwo, downRight, right, upRight, rightTwo } = coefficients;
  const end = margin + size;
  let product = 0;
  for (let k = margin; k < end; k++) {
    const left = k - stride;
    const next = k + stride;
    const farLeft = left - stride;
    const farNext = next + stride;
    const value =
      self[k] * x[k] +
      (up[k] * x[k + 1] + up[k - 1] * x[k - 1]) +
      (upTwo[k] * x[k + 2] + upTwo[k - 2] * x[k - 2]) +
      (right[k] * x[next] + right[left] * x[left]) +
      (upRight[k] * x[next + 1] + upRight[left - 1] * x[left - 1]) +
      (downRight[k] * x[next - 1] + downRight[left + 1] * x[left + 1]) +
      (rightTwo[k] * x[farNext] + rightTwo[farLeft] * x[farLeft]);
    y[k] = value;
    product += value * x[k];
  }
  return product;
}
