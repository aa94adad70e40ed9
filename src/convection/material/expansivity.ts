// Thermal expansivity relative to its reference value, by depth. It falls with pressure: by a factor of 2 to 3,
// together with gravity, from the surface of Mars to its core (Breuer et al. 1997, GRL 24; gravity is constant here).
// We take
//   α'(d) = 2^(½ - d),
// which halves α over the mantle and leaves it at the reference value half-way down.
import type { Grid } from '../grid.js';

export type ExpansivityLaw = 'constant' | 'depth-dependent';

/** α' by radial index. */
export function expansivityProfile(grid: Grid, law: ExpansivityLaw): Float64Array {
  if (law === 'constant') return new Float64Array(grid.radial).fill(1);
  const surface = grid.rNode[grid.radial];
  return grid.rCell.map((radius) => 2 ** (0.5 - (surface - radius)));
}
