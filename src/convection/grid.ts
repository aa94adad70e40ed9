// The structured grid: a sector between two radii or a box, azimuthally uniform, radially uniform or stretched. In a box
// "radial" is upward and "azimuthal" is sideways. What the geometry makes of a row (its width, its thickness, the areas
// of its faces, its volume) stands in arrays; everything else is the same code.
import { box } from '../foundation/geometries/box.js';
import { cylinder } from '../foundation/geometries/cylinder.js';
import type { Geometry } from '../foundation/geometries/geometry.js';
import { type Column, stretchedColumn } from './stretching.js';

/** Cells, nodes and metric of a grid. Lengths are nondimensional; phi is in radians, or a length in a box. */
export interface Grid {
  readonly geometry: Geometry;
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
  /** Length of a unit of φ at nodes and cell centers: r in an annulus, 1 in a box. */
  readonly metricNode: Float64Array;
  readonly metricCell: Float64Array;
  /** Extent of a cell in the third dimension (radial): r in a spherical annulus, else 1. */
  readonly thickness: Float64Array;
  /** ε_θθ at the center of a cell per unit of radial velocity (radial): 1/r in a spherical annulus, else 0. */
  readonly hoop: Float64Array;
  /** Area of a radial face per unit of φ (radial + 1): `metricNode` times the thickness there. */
  readonly faceArea: Float64Array;
  /** Volume of a cell by its radial index; an area where the thickness is 1. */
  readonly cellArea: Float64Array;
  readonly totalArea: number;
}

/**
 * A sector of an annulus between two radii, from φ = 0 to `angle`; of a cylinder, unless another geometry is given.
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
  geometry: Geometry = cylinder,
): Grid {
  return makeGrid(geometry, stretchedColumn(radial, inner, outer, stretching), azimuthal, angle);
}

/** A box of height 1 and the given width, its cells stretched as those of `annulusGrid`. */
export function boxGrid(vertical: number, horizontal: number, width: number, stretching = 1): Grid {
  return makeGrid(box, stretchedColumn(vertical, 0, 1, stretching), horizontal, width);
}

function makeGrid(geometry: Geometry, column: Column, azimuthal: number, width: number): Grid {
  const { nodes: rNode, centers: rCell, heights: height } = column;
  const radial = height.length;
  const dphi = width / azimuthal;
  const spacing = rNode.map((_, i) => 0.5 * ((height[i - 1] ?? 0) + (height[i] ?? 0)));
  const phiCell = Float64Array.from({ length: azimuthal }, (_, j) => (j + 0.5) * dphi);
  const metricNode = rNode.map(geometry.width);
  const cellArea = rCell.map((radius, i) => geometry.volume(radius, height[i]) * dphi);
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
    metricNode,
    metricCell: rCell.map(geometry.width),
    thickness: rCell.map(geometry.thickness),
    hoop: rCell.map(geometry.hoop),
    faceArea: metricNode.map((width, i) => width * geometry.thickness(rNode[i])),
    cellArea,
    totalArea,
  };
}

/** Volume-weighted mean of a cell field. */
export function areaMean(grid: Grid, field: Float64Array): number {
  let sum = 0;
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) sum += field[cell] * grid.cellArea[i];
  }
  return sum / grid.totalArea;
}
