// Small made-up simulations, files that are wrong in one respect, and a place to put them.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFile, type Dataset } from '../../src/archive/hdf5.js';
import { type IngestOptions, ingestArchive } from '../../src/archive/ingest.js';
import type { SimulationData } from '../../src/archive/layout.js';
import type { Manifest } from '../../src/archive/manifest.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { randomStream } from '../../src/foundation/random-stream.js';

export const MYR = 1e6 * 365.25 * 86_400;

export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tharsis-archive-'));
}

/** Snapshots of a quarter annulus at uneven times; no two values of the temperature are equal. */
export function sampleSimulation(seed: number, size = { snapshots: 4, radial: 5, azimuthal: 6 }): SimulationData {
  const { snapshots, radial, azimuthal } = size;
  const cells = radial * azimuthal;
  return {
    id: `sample-${seed}`,
    parameters: { referenceViscosity: 1e21 * (1 + seed / 7), initialTemperature: 1600 + seed / 3 },
    parameterUnits: { referenceViscosity: 'Pa s', initialTemperature: 'K' },
    times: Float64Array.from({ length: snapshots }, (_, index) => MYR * (100 * index + index ** 2 / 3)),
    r: Float64Array.from({ length: radial }, (_, index) => 1.7e6 + (1.7e6 * (index + 0.5)) / radial),
    phi: Float64Array.from({ length: azimuthal }, (_, index) => (Math.PI / 2) * ((index + 0.5) / azimuthal)),
    temperature: Float32Array.from({ length: snapshots * cells }, (_, index) => 300.125 + 10 * seed + 0.37 * index),
    series: {
      mean_temperature: {
        values: Float64Array.from({ length: snapshots }, (_, index) => 1500 - Math.PI * index),
        units: 'K',
        description: 'mean temperature of the mantle',
      },
    },
    solver: { scheme: 'made up', steps: 2 ** 40, tolerance: 1e-9 },
  };
}

/** Writes `count` simulations and returns their paths. */
export function writeSamples(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, seed) => {
    const path = join(folder, `sample-${seed}.h5`);
    writeSimulation(path, sampleSimulation(seed));
    return path;
  });
}

/** Ingests paths into `manifest`, with a fifth of them for validation and a fifth for tests. */
export function ingestSamples(
  paths: readonly string[],
  manifest: string,
  seed = 1,
  options: Pick<IngestOptions, 'allowMixedPhysics'> = {},
): Promise<Manifest> {
  return ingestArchive(paths, {
    ...options,
    name: 'samples',
    description: 'Made-up simulations.',
    manifest,
    stream: randomStream(seed, 'split'),
    validationFraction: 0.2,
    testFraction: 0.2,
  });
}

interface RawDataset {
  readonly data: Float64Array | Float32Array | BigInt64Array | string[];
  readonly shape?: number[];
  readonly attributes?: Record<string, string | string[] | number | Float64Array>;
}

/** A file of 3 snapshots on 4 x 5 cells as another program might write it: no more than the layout asks for. */
export interface RawFile {
  datasets: Record<string, RawDataset>;
  attributes: Record<string, string | number | Int32Array | Float64Array>;
}

export function rawFile(): RawFile {
  return {
    datasets: {
      temperature: { data: Float64Array.from({ length: 60 }, (_, index) => 1000 + index), shape: [3, 4, 5] },
      time: { data: Float64Array.of(0, 10, 30) },
      r: { data: Float64Array.of(2e6, 2.5e6, 3e6, 3.5e6) },
      phi: { data: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5) },
    },
    attributes: { parameter_referenceViscosity: 1e21 },
  };
}

/** Writes a raw file after `change` has spoiled it. */
export function writeRaw(path: string, change: (file: RawFile) => void = () => {}): string {
  const content = rawFile();
  change(content);
  createFile(path, (file) => {
    for (const [name, { data, shape, attributes = {} }] of Object.entries(content.datasets)) {
      const dataset = file.create_dataset({ name, data, shape }) as Dataset;
      for (const [key, value] of Object.entries(attributes)) dataset.create_attribute(key, value);
    }
    for (const [key, value] of Object.entries(content.attributes)) {
      if (typeof value === 'number') file.create_attribute(key, value, [], '<d');
      else file.create_attribute(key, value);
    }
  });
  return path;
}

/** The TharsisError that a promise is rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<TharsisError> {
  const [outcome] = await Promise.allSettled([promise]);
  return errorOf(() => {
    if (outcome!.status === 'rejected') throw outcome!.reason;
  });
}

/** The TharsisError that `action` throws; anything else fails the test. */
export function errorOf(action: () => unknown): TharsisError {
  try {
    action();
  } catch (error) {
    if (error instanceof TharsisError) return error;
    throw error;
  }
  throw new Error('errorOf(): nothing was thrown, expected a TharsisError');
}
