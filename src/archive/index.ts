/**
 * Archives of simulations: reading, writing, checks, manifests, and datasets for training.
 *
 * @example
 * ```js
 * import { openDataset, readManifest } from 'tharsis/archive';
 *
 * console.log(typeof openDataset, typeof readManifest);
 * ```
 */

export type { RandomStream } from '../foundation/random-stream.js';
export type { Progress, Reporter } from '../foundation/reporter.js';
export { type Column, readTable, writeTable } from './arrow-table.js';
export { type Dataset, type DatasetOptions, type DatasetSimulation, openDataset } from './dataset.js';
export { type IngestOptions, ingestArchive } from './ingest.js';
export type { Series, SimulationData, SimulationHeader } from './layout.js';
export { type Manifest, type ManifestFile, readManifest } from './manifest.js';
export type { ParameterScale } from './parameter-scale.js';
export { readSimulationHeader, readTemperature } from './simulation-reader.js';
export { writeSimulation } from './simulation-writer.js';
export { type Split, type SplitFractions, type SplitName, splitSimulations } from './split.js';
