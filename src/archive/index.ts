/**
 * Archives of simulations: reading, writing, checks, manifests, and datasets for training.
 *
 * @example
 * ```js
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readSimulationHeader, readTemperature, writeSimulation } from 'tharsis/archive';
 *
 * const file = join(mkdtempSync(join(tmpdir(), 'archive-')), 'simulation.h5');
 * writeSimulation(file, {
 *   id: 'two snapshots of two cells',
 *   parameters: { referenceViscosity: 1e21 },
 *   parameterUnits: { referenceViscosity: 'Pa s' },
 *   times: Float64Array.of(0, 1e15),
 *   r: Float64Array.of(2e6, 3e6),
 *   phi: Float64Array.of(0.5),
 *   temperature: Float32Array.of(2000, 1600, 1990, 1590),
 *   series: {},
 *   solver: {},
 * });
 * const header = readSimulationHeader(file);
 * console.log(header.parameters, readTemperature(header, 1));
 * ```
 */

export type { GeometryName } from '../foundation/geometries/registry.js';
export type { RandomStream } from '../foundation/random-stream.js';
export type { Progress, Reporter } from '../foundation/reporter.js';
export { type Column, readTable, writeTable } from './arrow-table.js';
export { type Dataset, type DatasetOptions, type DatasetSimulation, openDataset } from './dataset.js';
export { readSimulationHeader, readTemperature } from './guarded/guarded-reader.js';
export { type IngestOptions, ingestArchive } from './ingest.js';
export type { DerivedFields, Series, SimulationData, SimulationHeader } from './layout.js';
export { type Manifest, type ManifestFile, readManifest } from './manifest.js';
export type { ParameterScale } from './parameter-scale.js';
export { writeSimulation } from './simulation-writer.js';
export { type Split, type SplitFractions, type SplitName, splitSimulations } from './split.js';
