// The discrete Stokes operator for the stream function ψ on the interior nodes of a grid, assembled variationally:
// half the viscous dissipation of ψ is ½ ψᵀAψ with A = BᵀWB, where B gives the strain rates
// (`strain-rates.ts`) and W = 4 η × volume.
//
// A is symmetric positive definite at any viscosity contrast. ψ = 0 on the boundary (no flow through it); free slip is
// the natural condition, so boundary nodes simply carry no shear term. The stencil has 13 points.
// Interior node (i, j) is unknown (j - 1) (radial - 1) + i - 1.

import type { Grid } from '../grid.js';
import {
  type CoefficientName,
  type StencilKernels,
  stencilMachine,
  type VectorName,
  vectorNames,
} from '../kernels/stencil-kernels.js';
import { addHoop } from './hoop-stiffness.js';
import { type StrainFactors, strainFactors } from './strain-rates.js';

/** The assembled operator: the upper half of the stencil as coefficient arrays, with kernels and vectors to apply it to. */
export interface StokesOperator {
  readonly grid: Grid;
  /** Interior nodes in a column. */
  readonly stride: number;
  readonly size: number;
  /** Where the first unknown's coefficients lie: the arrays have margins of two columns on both sides. */
  readonly margin: number;
  readonly coefficients: Readonly<Record<CoefficientName, Float64Array>>;
  /** The coefficient arrays, one after another in the order of `stencil`. */
  readonly assembled: Float64Array;
  readonly coefficientLength: number;
  /** Without margins. */
  readonly vectors: Readonly<Record<VectorName, Float64Array>>;
  readonly kernels: StencilKernels;
  readonly factors: StrainFactors;
}

/** The upper half of the stencil: which neighbor each coefficient couples a node with; in the order of `coefficientNames`. */
export const stencil = [
  { name: 'self', up: 0, right: 0 },
  { name: 'up', up: 1, right: 0 },
  { name: 'upTwo', up: 2, right: 0 },
  { name: 'downRight', up: -1, right: 1 },
  { name: 'right', up: 0, right: 1 },
  { name: 'upRight', up: 1, right: 1 },
  { name: 'rightTwo', up: 0, right: 2 },
] as const satisfies readonly { name: CoefficientName; up: number; right: number }[];

/** An operator of the right size, to be assembled. */
export function stokesOperator(grid: Grid): StokesOperator {
  const stride = grid.radial - 1;
  const size = stride * (grid.azimuthal - 1);
  const margin = 2 * stride;
  const { arrays, whole, kernels } = stencilMachine(stride, size);
  const vectors = Object.fromEntries(
    vectorNames.map((name) => [name, arrays[name].subarray(margin, margin + size)]),
  ) as Record<VectorName, Float64Array>;
  return {
    grid,
    stride,
    size,
    margin,
    coefficients: arrays,
    assembled: whole,
    coefficientLength: arrays.self.length,
    vectors,
    kernels,
    factors: strainFactors(grid),
  };
}

/**
 * Assembles the operator from the viscosity at cell centers and at all nodes. Viscosities of boundary nodes must be
 * zero: that is the free-slip condition. Nondimensional viscosity.
 */
export function assemble(operator: StokesOperator, cellViscosity: Float64Array, nodeViscosity: Float64Array): void {
  assemblePlane(operator, cellViscosity, nodeViscosity);
  addHoop(operator, cellViscosity);
}

function assemblePlane(operator: StokesOperator, cellViscosity: Float64Array, nodeViscosity: Float64Array): void {
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
