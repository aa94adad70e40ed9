// The viscosity field after plastic yielding in a given flow. Strain rates live apart, normal ones on cells and ε_rφ on nodes:
// where one is at home, the square of the other is the mean of its four neighbors'.
import type { Grid } from '../grid.js';
import { type Plasticity, yieldedViscosity } from '../material/plasticity.js';
import type { ViscosityField } from '../material/viscosity.js';
import { cellStrain, hoopStrain, nodeArea, nodeStrain, type StrainFactors } from './strain-rates.js';

/** Squares of the strain rates in a flow: (ε_rr + ½ ε_θθ)² + ¾ ε_θθ² on cells, ε_rφ² on nodes (zero on the boundary: free slip). */
export interface StrainSquares {
  readonly cell: Float64Array;
  readonly node: Float64Array;
}

export function strainSquares({ radial, azimuthal }: Grid): StrainSquares {
  return { cell: new Float64Array(radial * azimuthal), node: new Float64Array((radial + 1) * (azimuthal + 1)) };
}

/** Fills the squares from a stream function on all nodes. */
export function updateStrainSquares(
  grid: Grid,
  factors: StrainFactors,
  streamFunction: Float64Array,
  { cell, node }: StrainSquares,
): void {
  const { radial, azimuthal, cellArea } = grid;
  const nodes = radial + 1;
  for (let j = 0, k = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, k++) {
      const along = cellStrain(factors, streamFunction, nodes, i, j) ** 2;
      const across = hoopStrain(factors, streamFunction, nodes, i, j) ** 2;
      cell[k] = (along + across) / (4 * cellArea[i]);
    }
  }
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++) {
      node[j * nodes + i] = nodeStrain(factors, streamFunction, nodes, i, j) ** 2 / (4 * nodeArea(grid, i));
    }
  }
}

/** ε:ε in cell (i, j). */
export function cellStrainSquared({ radial }: Grid, { cell, node }: StrainSquares, i: number, j: number): number {
  const corner = j * (radial + 1) + i;
  const next = corner + radial + 1;
  return 2 * (cell[j * radial + i] + 0.25 * (node[corner] + node[corner + 1] + node[next] + node[next + 1]));
}

/** Replaces the linear viscosities of the field by yielded ones; `fourthRoot` stays that of the linear law. */
export function yieldViscosity(
  grid: Grid,
  plasticity: Plasticity,
  strain: StrainSquares,
  viscosity: ViscosityField,
): void {
  const { radial, azimuthal } = grid;
  const nodes = radial + 1;
  for (let j = 0, k = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, k++) {
      viscosity.cell[k] = yieldedViscosity(viscosity.cell[k], cellStrainSquared(grid, strain, i, j), plasticity);
    }
  }
  const { cell, node } = strain;
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++) {
      const k = j * nodes + i;
      const right = j * radial + i;
      const left = right - radial;
      const normal = 0.25 * (cell[left] + cell[left - 1] + cell[right] + cell[right - 1]);
      viscosity.node[k] = yieldedViscosity(viscosity.node[k], 2 * (node[k] + normal), plasticity);
    }
  }
}
