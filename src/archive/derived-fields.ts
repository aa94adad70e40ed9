// Fields that are worked out while they are written: one snapshot of them is in memory, in writing and in reading back.
import { bytesOf, sha256 } from '../foundation/digest.js';
import { Dataset, type Hdf5File } from './hdf5.js';
import type { SimulationData } from './layout.js';

/** SHA-256 of the snapshots of each field, in order. */
export type FieldDigests = ReadonlyMap<string, readonly string[]>;

/**
 * Writes the derived fields of a simulation, and gives what is to be found when they are read back. `create` makes a
 * dataset of the first snapshot that can grow to all of them.
 */
export function writeDerivedFields(
  { derived, times, r, phi }: SimulationData,
  create: (name: string, first: Float32Array, units: string, description: string) => Dataset,
): FieldDigests {
  const digests = new Map<string, string[]>();
  if (derived === undefined) return digests;
  const datasets = new Map<string, Dataset>();
  for (let index = 0; index < times.length; index++) {
    const fields = derived.at(index);
    for (const [name, { units, description }] of Object.entries(derived.names)) {
      const field = fields[name]!;
      if (index === 0) {
        datasets.set(name, create(name, field, units, description));
        digests.set(name, []);
      } else {
        datasets.get(name)!.write_slice(
          [
            [index, index + 1],
            [0, r.length],
            [0, phi.length],
          ],
          field,
        );
      }
      digests.get(name)!.push(sha256(bytesOf(field)));
    }
  }
  return digests;
}

/** @throws Error where a snapshot is not what was written */
export function compareDerivedFields(file: Hdf5File, { r, phi }: SimulationData, digests: FieldDigests): void {
  for (const [name, written] of digests) {
    const dataset = file.get(name);
    if (!(dataset instanceof Dataset)) throw new Error(`/${name} is missing after writing`);
    for (const [index, digest] of written.entries()) {
      const kept = dataset.slice([
        [index, index + 1],
        [0, r.length],
        [0, phi.length],
      ]) as Float32Array;
      if (sha256(bytesOf(kept)) !== digest) throw new Error(`/${name} differs after writing, in snapshot ${index}`);
    }
  }
}
