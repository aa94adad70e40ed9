// The discrete Stokes operator for the stream function ψ on the interior nodes of a grid, assembled variationally:
// half the viscous dissipation of ψ is ½ ψᵀAψ with A = BᵀWB, where B gives the strain rates and W = 4 η × area.
//
//   u_r = (1/r) ∂ψ/∂φ,  u_φ = -∂ψ/∂r        (so div u = 0 exactly, also discretely)
//   ε_rr = ∂u_r/∂r                            at cell centers (ε_φφ = -ε_rr)
//   ε_rφ = ½ [ r ∂(u_φ/r)/∂r + (1/r) ∂u_r/∂φ ]  at nodes
//   dissipation = 4 η (ε_rr² + ε_rφ²)
//
// A is symmetric positive definite at any viscosity contrast. ψ = 0 on the boundary (no flow through it); free slip is
// the natural condition, so boundary nodes simply carry no shear term. The stencil has 13 points; with the radial index
// fastest the band is 2 (radial - 1).
import { type BandMatrix, bandMatrix } from './banded-cholesky.js';
import type { Grid } from './grid.js';

/** Distances, in unknowns, of the upper half of the stencil; `stride` is the number of interior nodes in a column. */
export function stencilOffsets(stride: number): readonly number[] {
  return [0, 1, 2, stride - 1, stride, stride + 1, 2 * stride];
}

/** The assembled operator: seven coefficient arrays of the upper half, on the interior nodes. */
export interface StokesOperator {
  readonly stride: number;
  readonly size: number;
  readonly coefficients: readonly Float64Array[];
}

/** An operator of the right size, to be assembled. */
export function stokesOperator(grid: Grid): StokesOperator {
  const stride = grid.radial - 1;
  const size = stride * (grid.azimuthal - 1);
  return { stride, size, coefficients: stencilOffsets(stride).map(() => new Float64Array(size)) };
}

/**
 * Assembles the operator from the viscosity at cell centers and at nodes (all nodes; those on the boundary are not
 * used). Nondimensional viscosity.
 */
export function assemble(
  operator: StokesOperator,
  grid: Grid,
  cellViscosity: Float64Array,
  nodeViscosity: Float64Array,
): void {
  for (const coefficient of operator.coefficients) coefficient.fill(0);
  addNormalStress(operator, grid, cellViscosity);
  addShearStress(operator, grid, nodeViscosity);
}

// Cell (i, j) has the corner nodes (i, j), (i+1, j), (i, j+1), (i+1, j+1), with factors b, -a, -b, a in ε_rr.
function addNormalStress({ stride, coefficients }: StokesOperator, grid: Grid, viscosity: Float64Array): void {
  const [self, up, , downRight, right, upRight] = coefficients as Float64Array[];
  const { radial, azimuthal, metricNode } = grid;
  for (let j = 0; j < azimuthal; j++) {
    const hasLeft = j > 0;
    const hasRight = j < azimuthal - 1;
    for (let i = 0; i < radial; i++) {
      const weight = 4 * viscosity[j * radial + i]! * grid.cellArea[i]!;
      const a = 1 / (metricNode[i + 1]! * grid.dr * grid.dphi);
      const b = 1 / (metricNode[i]! * grid.dr * grid.dphi);
      const hasLow = i > 0;
      const hasHigh = i < radial - 1;
      const low = (j - 1) * stride + i - 1;
      const high = low + 1;
      if (hasLeft && hasLow) self![low] = self![low]! + weight * b * b;
      if (hasLeft && hasHigh) self![high] = self![high]! + weight * a * a;
      if (hasRight && hasLow) self![low + stride] = self![low + stride]! + weight * b * b;
      if (hasRight && hasHigh) self![high + stride] = self![high + stride]! + weight * a * a;
      if (hasLeft && hasLow && hasHigh) up![low] = up![low]! - weight * a * b;
      if (hasRight && hasLow && hasHigh) up![low + stride] = up![low + stride]! - weight * a * b;
      if (hasLeft && hasRight) {
        if (hasLow) right![low] = right![low]! - weight * b * b;
        if (hasHigh) right![high] = right![high]! - weight * a * a;
        if (hasLow && hasHigh) {
          upRight![low] = upRight![low]! + weight * a * b;
          downRight![high] = downRight![high]! + weight * a * b;
        }
      }
    }
  }
}

// Node (i, j) and its four neighbors have the factors `center`, -high, -low (radially) and `side` (twice) in ε_rφ.
function addShearStress({ stride, coefficients }: StokesOperator, grid: Grid, viscosity: Float64Array): void {
  const [self, up, upTwo, downRight, right, upRight, rightTwo] = coefficients as Float64Array[];
  const { radial, azimuthal, metricNode, metricCell, dr, dphi } = grid;
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++) {
      const metric = metricNode[i]!;
      const weight = 4 * viscosity[j * (radial + 1) + i]! * metric * dr * dphi;
      const high = -metric / (2 * dr * dr * metricCell[i]!);
      const low = -metric / (2 * dr * dr * metricCell[i - 1]!);
      const side = 1 / (2 * metric * metric * dphi * dphi);
      const center = -high - low - 2 * side;
      const hasHigh = i < radial - 1;
      const hasLow = i > 1;
      const hasRight = j < azimuthal - 1;
      const hasLeft = j > 1;
      const k = (j - 1) * stride + i - 1;
      self![k] = self![k]! + weight * center * center;
      if (hasHigh) {
        self![k + 1] = self![k + 1]! + weight * high * high;
        up![k] = up![k]! + weight * center * high;
      }
      if (hasLow) {
        self![k - 1] = self![k - 1]! + weight * low * low;
        up![k - 1] = up![k - 1]! + weight * center * low;
        if (hasHigh) upTwo![k - 1] = upTwo![k - 1]! + weight * low * high;
      }
      if (hasRight) {
        self![k + stride] = self![k + stride]! + weight * side * side;
        right![k] = right![k]! + weight * center * side;
        if (hasHigh) downRight![k + 1] = downRight![k + 1]! + weight * high * side;
        if (hasLow) upRight![k - 1] = upRight![k - 1]! + weight * low * side;
      }
      if (hasLeft) {
        const left = k - stride;
        self![left] = self![left]! + weight * side * side;
        right![left] = right![left]! + weight * center * side;
        if (hasHigh) upRight![left] = upRight![left]! + weight * high * side;
        if (hasLow) downRight![left] = downRight![left]! + weight * low * side;
        if (hasRight) rightTwo![left] = rightTwo![left]! + weight * side * side;
      }
    }
  }
}

/** Copies the operator into a band matrix, ready to factorize. */
export function toBandMatrix(operator: StokesOperator, target?: BandMatrix): BandMatrix {
  const { stride, size, coefficients } = operator;
  const matrix = target ?? bandMatrix(size, 2 * stride);
  const { band, rows } = matrix;
  rows.fill(0);
  for (const [index, offset] of stencilOffsets(stride).entries()) {
    const coefficient = coefficients[index]!;
    for (let k = 0; k + offset < size; k++) rows[(k + offset) * (band + 1) + band - offset] = coefficient[k]!;
  }
  return matrix;
}

/** y = A x. */
export function applyOperator({ stride, size, coefficients }: StokesOperator, x: Float64Array, y: Float64Array): void {
  const self = coefficients[0]!;
  for (let k = 0; k < size; k++) y[k] = self[k]! * x[k]!;
  const offsets = stencilOffsets(stride);
  for (let index = 1; index < offsets.length; index++) {
    const offset = offsets[index]!;
    const coefficient = coefficients[index]!;
    for (let k = 0; k + offset < size; k++) {
      y[k] = y[k]! + coefficient[k]! * x[k + offset]!;
      y[k + offset] = y[k + offset]! + coefficient[k]! * x[k]!;
    }
  }
}
