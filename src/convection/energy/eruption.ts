// What fills the room that melt leaves. All melt erupts above where it comes from: lava covers the surface, and the
// rock between sinks by as much (O'Reilly & Davies 1981, on heat pipes). It takes its heat along, so that the surface
// cools the planet by the heat of the melt. In a column of cells, with Q the area of melt that has left below an upper
// face,
//   A dT = Q (T_above - T),   at the surface T_above = 0
// upwind, which keeps extremes, and keeps the total but for what erupts.
import type { Grid } from '../grid.js';

/**
 * Moves a field down in the column whose first cell is `column`.
 *
 * @param below area of melt that has left from below the upper face of each cell of the column; 0 below `deepest`
 * @param covered what comes in at the surface
 * @returns by how much the total (over areas) has changed
 */
export function advectDownward(
  grid: Grid,
  below: Float64Array,
  deepest: number,
  field: Float64Array,
  column: number,
  covered: number,
): number {
  const { radial, cellArea } = grid;
  let parts = 1;
  for (let i = deepest; i < radial; i++) parts = Math.max(parts, Math.ceil(below[i] / cellArea[i]));
  let change = 0;
  for (let part = 0; part < parts; part++) {
    for (let i = deepest; i < radial; i++) {
      const cell = column + i;
      const above = i + 1 < radial ? field[cell + 1] : covered;
      const gain = (below[i] / parts) * (above - field[cell]);
      field[cell] += gain / cellArea[i];
      change += gain;
    }
  }
  return change;
}
