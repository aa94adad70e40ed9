// The structured grid: a cylindrical sector or a box, azimuthally uniform, radially uniform or stretched. In a box
// "radial" is upward, "azimuthal" is sideways, and the metric factor is 1 instead of r; everything else is the same
// code.
import { type Column, stretchedColumn } from './stretching.js';

/** Cells, nodes and metric of a grid. Lengths are nondimensional; phi is in radians, or a length in a box. */
export interface Grid {
  readonly geometry: 'annulus' | 'box';
  readonly radial: number;
  readonly azimuthal: number;
  readonly dphi: number;
  /** Radii of nodes (radial + 1) and of cell centers (radial), which lie halfway between nodes. */
  readonly rNode: Float64Array;
  readonly rCell: Float64Array;
  /** Cell centers (azimuthal). */
  readonly phiCell: Float64Array;
  /** Radial extent of a cell (radial). */
  readonly height: Float64Array;
  /** From the center of cell i - 1 to that of cell i (radial + 1); the first and last from wall to center. */
  readonly spacing: Float64Array;
  /** r at nodes and cell centers in an annulus, 1 in a box. */
  readonly metricNode: Float64Array;
  readonly metricCell: Float64Array;
  /** Area of a cell by its radial index. */
  readonly cellArea: Float64Array;
  readonly totalArea: number;
}

/**
 * A sector of an annulus between two radii, from φ = 0 to `angle`.
 *
 * @param stretching ratio of the heights of cells in the middle and at the walls (`stretching.ts`)
 */
export function annulusGrid(
  radial: number,
  azimuthal: number,
  inner: number,
  outer: number,
  angle: number = Math.PI / 2,
  stretching = 1,
): Grid {
  return makeGrid('annulus', stretchedColumn(radial, inner, outer, stretching), azimuthal, angle);
}

/** A box of height 1 and the given width, its cells stretched as those of `annulusGrid`. */
export function boxGrid(vertical: number, horizontal: number, width: number, stretching = 1): Grid {
  return makeGrid('box', stretchedColumn(vertical, 0, 1, stretching), horizontal, width);
}

function makeGrid(geometry: Grid['geometry'], column: Column, azimuthal: number, width: number): Grid {
  const { nodes: rNode, centers: rCell, heights: height } = column;
  const radial = height.length;
  const dphi = width / azimuthal;
  const spacing = rNode.map((_, i) => 0.5 * ((height[i - 1] ?? 0) + (height[i] ?? 0)));
  const phiCell = Float64Array.from({ length: azimuthal }, (_, j) => (j + 0.5) * dphi);
  const metric = (radii: Float64Array) => (geometry === 'annulus' ? radii : new Float64Array(radii.length).fill(1));
  const metricCell = metric(rCell);
  const cellArea = metricCell.map((factor, i) => factor * height[i] * dphi);
  const totalArea = azimuthal * cellArea.reduce((sum, area) => sum + area, 0);
  return {
    geometry,
    radial,
    azimuthal,
    dphi,
    rNode,
    rCell,
    phiCell,
    height,
    spacing,
    metricNode: metric(rNode),
    metricCell,
    cellArea,
    totalArea,
  };
}

/** Area-weighted mean of a cell field. */
export function areaMean(grid: Grid, field: Float64Array): number {
  let sum = 0;
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) sum += field[cell] * grid.cellArea[i];
  }
  return sum / grid.totalArea;
}
