// Strain rates of a stream function ψ on the nodes of a grid:
//
//   u_r = 1/(r s) ∂ψ/∂φ,  u_φ = -1/s ∂ψ/∂r      (so div u = 0 exactly, also discretely)
//   ε_rr = ∂u_r/∂r                              at cell centers
//   ε_θθ = u_r s'/s,  ε_φφ = -ε_rr - ε_θθ       at cell centers
//   ε_rφ = ½ [ r ∂(u_φ/r)/∂r + (1/r) ∂u_r/∂φ ]  at nodes
//   dissipation = 2 η ε:ε = 4 η [(ε_rr + ½ ε_θθ)² + ¾ ε_θθ² + ε_rφ²]
//
// with the thickness s in the third dimension: 1, so that ε_θθ = 0, or in a spherical annulus r (`geometries/`). In a
// box r is 1. Nondimensional. Free slip: nodes on the boundary have no shear.
import type { Grid } from '../grid.js';

/** The factors of the strain rates, by radial index: they depend on the grid only. */
export interface StrainFactors {
  /**
   * ε_rr + ½ ε_θθ of cell i is outer[i] × (ψ difference at its outer side) - inner[i] × (... inner side); times
   * √(4 volume).
   */
  readonly outer: Float64Array;
  readonly inner: Float64Array;
  /** √¾ ε_θθ of cell i likewise, but with a plus; undefined where it is zero. */
  readonly hoop: { readonly outer: Float64Array; readonly inner: Float64Array } | undefined;
  /** ε_rφ of node i: center × ψ + above × ψ(i+1) + below × ψ(i-1) + side × (ψ(j+1) + ψ(j-1)); times √(4 volume). */
  readonly center: Float64Array;
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly side: Float64Array;
}

export function strainFactors(grid: Grid): StrainFactors {
  const { radial, dphi, height, spacing, metricNode, metricCell, faceArea, thickness, hoop, cellArea } = grid;
  const zeros = () => new Float64Array(radial + 1);
  const factors = { outer: zeros(), inner: zeros(), center: zeros(), above: zeros(), below: zeros(), side: zeros() };
  const across = { outer: zeros(), inner: zeros() };
  for (let i = 0; i < radial; i++) {
    const root = Math.sqrt(4 * cellArea[i]);
    // ε_θθ of the mean of the radial velocities at both sides.
    across.outer[i] = (root * hoop[i]) / (2 * faceArea[i + 1] * dphi);
    across.inner[i] = (root * hoop[i]) / (2 * faceArea[i] * dphi);
    factors.outer[i] = root / (faceArea[i + 1] * height[i] * dphi) + 0.5 * across.outer[i];
    factors.inner[i] = root / (faceArea[i] * height[i] * dphi) - 0.5 * across.inner[i];
  }
  for (let i = 1; i < radial; i++) {
    const metric = metricNode[i];
    const root = Math.sqrt(4 * nodeArea(grid, i));
    factors.above[i] = (-root * metric) / (2 * spacing[i] * height[i] * metricCell[i] * thickness[i]);
    factors.below[i] = (-root * metric) / (2 * spacing[i] * height[i - 1] * metricCell[i - 1] * thickness[i - 1]);
    factors.side[i] = root / (2 * metric * faceArea[i] * dphi * dphi);
    factors.center[i] = -factors.above[i] - factors.below[i] - 2 * factors.side[i];
  }
  const scaled = (values: Float64Array) => values.map((value) => Math.sqrt(0.75) * value);
  const isPlane = hoop.every((strain) => strain === 0);
  return {
    ...factors,
    hoop: isPlane ? undefined : { outer: scaled(across.outer), inner: scaled(across.inner) },
  };
}

/** Volume that an inner node of radial index i stands for: from center to center of its four cells. */
export function nodeArea({ faceArea, spacing, dphi }: Grid, i: number): number {
  return faceArea[i] * spacing[i] * dphi;
}

/** (ε_rr + ½ ε_θθ) × √(4 volume) of cell (i, j); `psi` on all nodes, radial + 1 a column. */
export function cellStrain(factors: StrainFactors, psi: Float64Array, nodes: number, i: number, j: number): number {
  const node = j * nodes + i;
  const next = node + nodes;
  return factors.outer[i] * (psi[next + 1] - psi[node + 1]) - factors.inner[i] * (psi[next] - psi[node]);
}

/** √¾ ε_θθ × √(4 volume) of cell (i, j). */
export function hoopStrain({ hoop }: StrainFactors, psi: Float64Array, nodes: number, i: number, j: number): number {
  if (hoop === undefined) return 0;
  const node = j * nodes + i;
  const next = node + nodes;
  return hoop.outer[i] * (psi[next + 1] - psi[node + 1]) + hoop.inner[i] * (psi[next] - psi[node]);
}

/** ε_rφ × √(4 volume) of the inner node (i, j). */
export function nodeStrain(factors: StrainFactors, psi: Float64Array, nodes: number, i: number, j: number): number {
  const node = j * nodes + i;
  return (
    factors.center[i] * psi[node] +
    factors.above[i] * psi[node + 1] +
    factors.below[i] * psi[node - 1] +
    factors.side[i] * (psi[node + nodes] + psi[node - nodes])
  );
}
