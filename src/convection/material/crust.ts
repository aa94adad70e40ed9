// The crust: the outermost rock, as thick everywhere. Its base may cut a row of cells, which then hold mantle below and
// crust above it. Nondimensional.
import type { Grid } from '../grid.js';

/** Where the crust lies on a grid; it may grow. */
export interface Crust {
  /** Radius of its base. */
  base: number;
  /** By radial index, its share in the area of a cell. */
  readonly share: Float64Array;
  /** By radial index, its share in the heights of the lower and of the upper half of a cell. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** A crust of a thickness, zero or more. */
export function crustOfThickness(grid: Grid, thickness: number): Crust {
  const { geometry, radial, rNode, dphi } = grid;
  const empty = () => new Float64Array(radial);
  const crust: Crust = { base: 0, share: empty(), lower: empty(), upper: empty() };
  growTo(grid, crust, geometry.volume(rNode[radial] - thickness / 2, thickness) * dphi);
  return crust;
}

/** Area of the crust in a column of cells. */
export function columnCrust({ radial, cellArea }: Grid, { share }: Crust): number {
  let area = 0;
  for (let i = 0; i < radial; i++) area += share[i] * cellArea[i];
  return area;
}

/** Gives the crust this area in every column: `columnCrust` returns it then, however thick the crust is. */
export function growTo(grid: Grid, crust: Crust, area: number): void {
  const { radial, rCell, rNode, height, cellArea } = grid;
  crust.base = rNode[radial];
  let left = area;
  for (let i = radial - 1; i >= 0; i--) {
    crust.share[i] = part(left / cellArea[i]);
    if (crust.share[i] === 1) crust.base = rNode[i];
    else if (crust.share[i] > 0) crust.base = rNode[i + 1] - heightBelow(grid, rNode[i + 1], left);
    left -= cellArea[i];
  }
  for (let i = 0; i < radial; i++) {
    crust.lower[i] = part((2 * (rCell[i] - crust.base)) / height[i]);
    crust.upper[i] = part((2 * (rNode[i + 1] - crust.base)) / height[i]);
  }
}

function part(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Height of a column of an area below a radius, by Newton's method: the area is nearly proportional to the height. */
function heightBelow({ geometry, dphi }: Grid, top: number, area: number): number {
  const wanted = area / dphi;
  let height = wanted / (geometry.width(top) * geometry.thickness(top));
  for (let iteration = 0; iteration < 5; iteration++) {
    const base = top - height;
    const excess = geometry.volume(top - height / 2, height) - wanted;
    height -= excess / (geometry.width(base) * geometry.thickness(base));
  }
  return height;
}
