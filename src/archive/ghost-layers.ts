// One layer of ghost cells around a simulation, as in the archive of Agarwal et al. (302 × 394 points for 300 × 392
// cells). They lie as far beyond a wall as the cells next to it lie before it. Behind core and surface they hold the
// temperature of that wall; behind the sides, which are mirrors, that of the cell before; other fields are those of
// the cell before on all sides. Declared in the file, they are cut off when it is read.
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
  const { times, r, phi, temperature, depletion, derived } = simulation;
  const field = withGhosts(simulation, temperature, times.length);
  const columns = phi.length + 2;
  const snapshot = (r.length + 2) * columns;
  for (let time = 0; time < walls.core.length; time++) {
    field.fill(walls.core[time]!, time * snapshot, time * snapshot + columns);
    field.fill(walls.surface, (time + 1) * snapshot - columns, (time + 1) * snapshot);
  }
  const dphi = phi[1]! - phi[0]!;
  return {
    ...simulation,
    r: Float64Array.of(2 * radii.core - r[0]!, ...r, 2 * radii.surface - r[r.length - 1]!),
    phi: Float64Array.of(phi[0]! - dphi, ...phi, phi[phi.length - 1]! + dphi),
    temperature: field,
    ...(depletion && { depletion: withGhosts(simulation, depletion, times.length) }),
    ...(derived && {
      derived: {
        names: derived.names,
        at: (index) =>
          Object.fromEntries(
            Object.entries(derived.at(index)).map(([name, field]) => [name, withGhosts(simulation, field, 1)]),
          ),
      },
    }),
    ghostLayers: [1, 1, 1, 1],
  };
}

/** Some snapshots of a field in which every ghost cell holds what the cell before it holds. */
function withGhosts({ r, phi }: SimulationData, cells: Float32Array, snapshots: number): Float32Array {
  const rows = r.length + 2;
  const columns = phi.length + 2;
  const field = new Float32Array(snapshots * rows * columns);
  for (let time = 0, target = 0; time < snapshots; time++) {
    for (let row = 0; row < rows; row++, target += columns) {
      const i = Math.min(Math.max(row - 1, 0), r.length - 1);
      const start = (time * r.length + i) * phi.length;
      field.set(cells.subarray(start, start + phi.length), target + 1);
      field[target] = cells[start]!;
      field[target + columns - 1] = cells[start + phi.length - 1]!;
    }
  }
  return field;
}
