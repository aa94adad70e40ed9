// The structured grid: a cylindrical sector or a box, radially and azimuthally uniform. In a box "radial" is upward,
// "azimuthal" is sideways, and the metric factor is 1 instead of r; everything else is the same code.

/** Cells, nodes and metric of a grid. Lengths are nondimensional; phi is in radians, or a length in a box. */
export interface Grid {
  readonly geometry: 'annulus' | 'box';
  readonly radial: number;
  readonly azimuthal: number;
  readonly dr: number;
  readonly dphi: number;
  /** Radii of nodes (radial + 1) and of cell centers (radial). */
  readonly rNode: Float64Array;
  readonly rCell: Float64Array;
  /** Cell centers (azimuthal). */
  readonly phiCell: Float64Array;
  /** r at nodes and cell centers in an annulus, 1 in a box. */
  readonly metricNode: Float64Array;
  readonly metricCell: Float64Array;
  /** Area of a cell by its radial index. */
  readonly cellArea: Float64Array;
  readonly totalArea: number;
}

/** A sector of an annulus between two radii, from φ = 0 to `angle`. */
export function annulusGrid(
  radial: number,
  azimuthal: number,
  inner: number,
  outer: number,
  angle: number = Math.PI / 2,
): Grid {
  return makeGrid('annulus', radial, azimuthal, inner, outer, angle);
}

/** A box of height 1 and the given width. */
export function boxGrid(vertical: number, horizontal: number, width: number): Grid {
  return makeGrid('box', vertical, horizontal, 0, 1, width);
}

function makeGrid(
  geometry: Grid['geometry'],
  radial: number,
  azimuthal: number,
  inner: number,
  outer: number,
  width: number,
): Grid {
  const dr = (outer - inner) / radial;
  const dphi = width / azimuthal;
  const rNode = Float64Array.from({ length: radial + 1 }, (_, i) => inner + i * dr);
  const rCell = Float64Array.from({ length: radial }, (_, i) => inner + (i + 0.5) * dr);
  const phiCell = Float64Array.from({ length: azimuthal }, (_, j) => (j + 0.5) * dphi);
  const metric = (radii: Float64Array) => (geometry === 'annulus' ? radii : new Float64Array(radii.length).fill(1));
  const metricCell = metric(rCell);
  const cellArea = metricCell.map((factor) => factor * dr * dphi);
  const totalArea = azimuthal * cellArea.reduce((sum, area) => sum + area, 0);
  return {
    geometry,
    radial,
    azimuthal,
    dr,
    dphi,
    rNode,
    rCell,
    phiCell,
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
