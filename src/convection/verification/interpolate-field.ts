// A cell field carried from one grid to another of the same domain, bilinearly, with the temperatures that the walls
// hold: how a steady state on a coarse grid becomes the start on a fine one.
import type { BoundaryTemperatures } from '../energy/boundary-temperatures.js';
import type { Grid } from '../grid.js';

/** Fills `target` (cells of `fine`) from `source` (cells of `coarse`). The sides are mirrors. */
export function interpolateField(
  coarse: Grid,
  source: Float64Array,
  walls: BoundaryTemperatures,
  fine: Grid,
  target: Float64Array,
): void {
  const { radial, azimuthal } = coarse;
  const core = coarse.rNode[0];
  const surface = coarse.rNode[radial];
  const radii = [core, ...coarse.rCell, surface];
  const column = (j: number): number[] => {
    const start = Math.min(Math.max(j, 0), azimuthal - 1) * radial;
    const cells = source.subarray(start, start + radial);
    return [walls.core ?? cells[0], ...cells, walls.surface ?? cells[radial - 1]];
  };
  for (let j = 0, cell = 0; j < fine.azimuthal; j++) {
    const position = fine.phiCell[j] / coarse.dphi - 0.5;
    const left = Math.floor(position);
    const share = position - left;
    const before = column(left);
    const after = column(left + 1);
    for (let i = 0, below = 0; i < fine.radial; i++, cell++) {
      const r = fine.rCell[i];
      while (radii[below + 1] < r) below++;
      const height = (r - radii[below]) / (radii[below + 1] - radii[below]);
      const low = before[below] + share * (after[below] - before[below]);
      const high = before[below + 1] + share * (after[below + 1] - before[below + 1]);
      target[cell] = low + height * (high - low);
    }
  }
}
