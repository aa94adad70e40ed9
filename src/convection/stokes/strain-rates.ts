// Strain rates of a stream function ψ on the nodes of a grid:
//
//   u_r = (1/r) ∂ψ/∂φ,  u_φ = -∂ψ/∂r        (so div u = 0 exactly, also discretely)
//   ε_rr = ∂u_r/∂r                            at cell centers (ε_φφ = -ε_rr)
//   ε_rφ = ½ [ r ∂(u_φ/r)/∂r + (1/r) ∂u_r/∂φ ]  at nodes
//   dissipation = 4 η (ε_rr² + ε_rφ²)
//
// Nondimensional. Free slip: nodes on the boundary have no shear.
import type { Grid } from '../grid.js';

/** The factors of the strain rates, by radial index: they depend on the grid only. */
export interface StrainFactors {
  /** ε_rr of cell i is (outer[i] × (ψ difference at its outer side) - inner[i] × (... inner side)); times √(4 area). */
  readonly outer: Float64Array;
  readonly inner: Float64Array;
  /** ε_rφ of node i: center × ψ + above × ψ(i+1) + below × ψ(i-1) + side × (ψ(j+1) + ψ(j-1)); times √(4 area). */
  readonly center: Float64Array;
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly side: Float64Array;
}

export function strainFactors(grid: Grid): StrainFactors {
  const { radial, dphi, height, spacing, metricNode, metricCell, cellArea } = grid;
  const zeros = () => new Float64Array(radial + 1);
  const factors = { outer: zeros(), inner: zeros(), center: zeros(), above: zeros(), below: zeros(), side: zeros() };
  for (let i = 0; i < radial; i++) {
    const root = Math.sqrt(4 * cellArea[i]);
    factors.outer[i] = root / (metricNode[i + 1] * height[i] * dphi);
    factors.inner[i] = root / (metricNode[i] * height[i] * dphi);
  }
  for (let i = 1; i < radial; i++) {
    const metric = metricNode[i];
    const root = Math.sqrt(4 * nodeArea(grid, i));
    factors.above[i] = (-root * metric) / (2 * spacing[i] * height[i] * metricCell[i]);
    factors.below[i] = (-root * metric) / (2 * spacing[i] * height[i - 1] * metricCell[i - 1]);
    factors.side[i] = root / (2 * metric * metric * dphi * dphi);
    factors.center[i] = -factors.above[i] - factors.below[i] - 2 * factors.side[i];
  }
  return factors;
}

/** Area that an inner node of radial index i stands for: from center to center of its four cells. */
export function nodeArea({ metricNode, spacing, dphi }: Grid, i: number): number {
  return metricNode[i] * spacing[i] * dphi;
}

/** ε_rr × √(4 area) of cell (i, j); `psi` on all nodes, radial + 1 a column. */
export function cellStrain(factors: StrainFactors, psi: Float64Array, nodes: number, i: number, j: number): number {
  const node = j * nodes + i;
  const next = node + nodes;
  return factors.outer[i] * (psi[next + 1] - psi[node + 1]) - factors.inner[i] * (psi[next] - psi[node]);
}

/** ε_rφ × √(4 area) of the inner node (i, j). */
export function nodeStrain(factors: StrainFactors, psi: Float64Array, nodes: number, i: number, j: number): number {
  const node = j * nodes + i;
  return (
    factors.center[i] * psi[node] +
    factors.above[i] * psi[node + 1] +
    factors.below[i] * psi[node - 1] +
    factors.side[i] * (psi[node + nodes] + psi[node - nodes])
  );
}
