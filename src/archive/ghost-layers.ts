// One layer of ghost cells around a simulation, as in the archive of Agarwal et al. (302 × 394 points for 300 × 392 cells).
// They lie as far beyond a wall as the cells next to it lie before it. Behind core and surface they hold the temperature of
// that wall; behind the sides, which are mirrors, that of the cell before. Declared in the file, they are cut off when it is
// read.
import type { SimulationData } from './layout.js';

/** What the walls are held at, K: the core by snapshot, and the surface. */
export interface WallTemperatures {
  readonly core: Float64Array;
  readonly surface: number;
}

/** The simulation with a layer of ghost cells on every side. Its outermost faces are at the given radii, m. */
export function withGhostLayer(
  simulation: SimulationData,
  walls: WallTemperatures,
  radii: { readonly core: number; readonly surface: number },
): SimulationData {
  const { times, r, phi, temperature } = simulation;
  const rows = r.length + 2;
  const columns = phi.length + 2;
  const field = new Float32Array(times.length * rows * columns);
  for (let time = 0, target = 0; time < times.length; time++) {
    field.fill(walls.core[time]!, target, target + columns);
    target += columns;
    for (let i = 0; i < r.length; i++, target += columns) {
      const start = (time * r.length + i) * phi.length;
      const row = temperature.subarray(start, start + phi.length);
      field.set(row, target + 1);
      field[target] = row[0]!;
      field[target + columns - 1] = row[phi.length - 1]!;
    }
    field.fill(walls.surface, target, target + columns);
    target += columns;
  }
  const dphi = phi[1]! - phi[0]!;
  return {
    ...simulation,
    r: Float64Array.of(2 * radii.core - r[0]!, ...r, 2 * radii.surface - r[r.length - 1]!),
    phi: Float64Array.of(phi[0]! - dphi, ...phi, phi[phi.length - 1]! + dphi),
    temperature: field,
    ghostLayers: [1, 1, 1, 1],
  };
}
