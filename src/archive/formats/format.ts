// What a file format of simulations is to the rest of Tharsis. A member is one file in this folder and one line in
// registry.ts; test/archive/formats.test.ts asks the same of all of them.
import type { SimulationData, SimulationHeader } from '../layout.js';

export interface ArchiveFormat {
  /** Stands in manifests, so it does not change. */
  readonly name: string;
  /** For docs/archive-format.md: what the format is, and what of it is read. */
  readonly description: string;
  /** Endings of names that are looked for in folders, without their first dot: 'nc', 'simulation.json'. */
  readonly extensions: readonly string[];
  /** For `encodingFormat` in manifests. */
  readonly mediaType: string;
  /** Whether a file is in this format, by its content. Asked in the order of the registry; the first that says yes reads. */
  recognizes(path: string, firstBytes: Uint8Array): boolean;
  /**
   * Everything but the fields, checked (`headerOf` of simulation-header.ts does that for files in our layout).
   *
   * @throws TharsisError, exit code 2, codes `archive-...`; the message starts with the file
   */
  readHeader(path: string): SimulationHeader;
  /** Snapshots `start` to `stop` (exclusive), (time, r, phi) in K, active cells only; reads no more than it must. */
  readTemperature(header: SimulationHeader, start: number, stop: number): Float32Array;
  /** Depletions in the same way; undefined in a file that has none. Absent: the format has none. */
  readDepletion?(header: SimulationHeader, start: number, stop: number): Float32Array | undefined;
  /** Series over time in the units of the file; names that the file lacks are left out. Absent: the format has none. */
  readSeries?(header: SimulationHeader, names: readonly string[]): Readonly<Record<string, Float64Array>>;
  /** Absent: the format is only read. */
  write?(path: string, simulation: SimulationData): void;
}
