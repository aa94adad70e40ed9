// Thermal expansivity relative to its reference value, by depth. It falls with pressure; we take
//   α'(d) = c^(½ - d),
// c the `expansivityContrast` of the planet: α is the reference value half-way down.
import type { Grid } from '../grid.js';

export type ExpansivityLaw = 'constant' | 'depth-dependent';

/** α' by radial index. */
export function expansivityProfile(grid: Grid, law: ExpansivityLaw, contrast: number): Float64Array {
  if (law === 'constant') return new Float64Array(grid.radial).fill(1);
  const surface = grid.rNode[grid.radial];
  return grid.rCell.map((radius) => contrast ** (0.5 - (surface - radius)));
}
