// A dataset: the simulations of a manifest with their split, their fields read on demand. While all fields fit into the
// memory that is allowed, each file is read once; a larger archive is streamed by snapshots.

import { readFileSync, statSync } from 'node:fs';
import { sha256, sha256File } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import type { GeometryName } from '../foundation/geometries/registry.js';
import { interruptible } from '../foundation/interruption.js';
import { checkTogether } from './check-simulations.js';
import { guardedReader, readSimulationHeader, readTemperature } from './guarded/guarded-reader.js';
import type { SimulationHeader } from './layout.js';
import { type Manifest, type ManifestFile, readManifest } from './manifest.js';
import type { ParameterScale } from './parameter-scale.js';
import { refuseSeparated } from './realizations.js';
import { type Split, splitNames } from './split.js';
import { refuseMixedPhysics } from './stated-physics.js';

/** One simulation of a dataset. */
export type DatasetSimulation = Pick<SimulationHeader, 'id' | 'parameters' | 'times' | 'solver'> & {
  /** Of its file. */
  readonly sha256: string;
};

/** Simulations on one grid, split, with their fields at hand. */
export interface Dataset {
  readonly name: string;
  /** m and rad, cell centers. */
  readonly r: Float64Array;
  readonly phi: Float64Array;
  readonly geometry: GeometryName;
  readonly parameterNames: readonly string[];
  readonly parameterUnits: Readonly<Record<string, string>>;
  /** Of each parameter, as the manifest states it. */
  readonly parameterScales: Readonly<Record<string, ParameterScale>>;
  readonly simulations: readonly DatasetSimulation[];
  /** The keys of physics in which the simulations differ, by the manifest; usually there are none. */
  readonly mixedPhysics?: readonly string[];
  /** Indices into `simulations`. */
  readonly split: Split;
  /** Digest of the manifest: the identity of the data. */
  readonly digest: string;
  /** (n, r, phi), K: snapshots `start` to `stop` (exclusive) of a simulation. Not to be written to. */
  readTemperature(simulation: number, start?: number, stop?: number): Float32Array;
}

export interface DatasetOptions {
  /** Compare checksums with the manifest (default: true). Sizes are compared always. */
  readonly verify?: boolean;
  /** Bytes of fields that may be kept in memory (default: 512 MiB). */
  readonly memory?: number;
}

/**
 * Opens the dataset that a manifest describes.
 *
 * @throws TharsisError `manifest-...`, `archive-...`, `archive-checksum`
 */
export function openDataset(manifestPath: string, options: DatasetOptions = {}): Dataset {
  const manifest = readManifest(manifestPath);
  const headers = manifest.files.map((file) => {
    const header = readSimulationHeader(file.path);
    verify(file, manifestPath, options.verify ?? true);
    return header;
  });
  return datasetOf(manifest, headers, manifestPath, options);
}

/**
 * As `openDataset`, while the event loop goes on, so that Ctrl-C arrives. Fields are read as they are asked for, and
 * block.
 *
 * @throws TharsisError as `openDataset`; InterruptedError once the signal is raised
 */
export async function openDatasetInterruptibly(
  manifestPath: string,
  { signal, ...options }: DatasetOptions & { readonly signal: AbortSignal },
): Promise<Dataset> {
  const manifest = readManifest(manifestPath);
  const pause = interruptible(signal);
  const headers: SimulationHeader[] = [];
  for (const file of manifest.files) {
    headers.push(await guardedReader.header(file.path, signal));
    verify(file, manifestPath, options.verify ?? true);
    await pause();
  }
  return datasetOf(manifest, headers, manifestPath, options);
}

function datasetOf(
  manifest: Manifest,
  found: readonly SimulationHeader[],
  manifestPath: string,
  options: DatasetOptions,
): Dataset {
  const headers = manifest.files.map(({ id, sha256 }, index) => ({ ...found[index]!, id, sha256 }));
  checkTogether(headers);
  refuseSeparated(
    headers,
    manifest.files.map(({ split }) => split),
    manifestPath,
  );
  refuseMixedPhysics(
    headers,
    'ingest them apart; or ingest them again with --allow-mixed-physics, so that the manifest says that they are mixed',
    manifest.mixedPhysics,
  );
  const first = headers[0]!;
  const cells = first.r.length * first.phi.length;
  const totalBytes = headers.reduce((sum, header) => sum + 4 * cells * header.times.length, 0);
  const keep = totalBytes <= (options.memory ?? 512 * 2 ** 20);
  const kept = new Map<number, Float32Array>();

  const wholeField = (simulation: number): Float32Array => {
    const known = kept.get(simulation);
    if (known !== undefined) return known;
    const fields = readTemperature(headers[simulation]!);
    kept.set(simulation, fields);
    return fields;
  };
  return {
    name: manifest.name,
    r: first.r,
    phi: first.phi,
    geometry: first.geometry,
    parameterNames: manifest.parameters.map(({ name }) => name),
    parameterUnits: Object.fromEntries(manifest.parameters.map(({ name, unit }) => [name, unit])),
    parameterScales: Object.fromEntries(manifest.parameters.map(({ name, scale }) => [name, scale])),
    simulations: headers,
    ...(manifest.mixedPhysics && { mixedPhysics: manifest.mixedPhysics }),
    split: Object.fromEntries(
      splitNames.map((name) => [name, manifest.files.flatMap((file, index) => (file.split === name ? [index] : []))]),
    ) as unknown as Split,
    digest: sha256(readFileSync(manifestPath)),
    readTemperature: (simulation, start = 0, stop = headers[simulation]!.times.length) =>
      keep
        ? wholeField(simulation).subarray(start * cells, stop * cells)
        : readTemperature(headers[simulation]!, start, stop),
  };
}

function verify(file: ManifestFile, manifestPath: string, byContent: boolean): void {
  const { size } = statSync(file.path);
  let what: string;
  if (size !== file.bytes) what = `it has ${size} B instead of ${file.bytes} B`;
  else if (byContent && sha256File(file.path) !== file.sha256) what = 'its SHA-256 differs';
  else return;
  throw new TharsisError(
    'archive-checksum',
    `${file.path} is not the file that ${manifestPath} describes: ${what}`,
    'restore the file, or ingest the archive again',
  );
}
