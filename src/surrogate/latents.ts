// The compressed archive: the latents of every snapshot of every simulation.

import { writeTable } from '../archive/arrow-table.js';
import type { Dataset } from '../archive/dataset.js';
import { bytesOf, sha256 } from '../foundation/digest.js';
import type { NdArray } from '../foundation/nd-array.js';
import type { Engine } from '../tensor/engine.js';
import { normalizeRow, standardScaling } from '../training/normalization.js';
import type { Scaling } from '../training/scaling.js';
import { codec, latentSizeOf } from './codec.js';
import type { NamedCompressor } from './compressors/trained-compressor.js';

/** Latents beside the dataset they come from. */
export interface LatentDataset {
  readonly dataset: Dataset;
  readonly size: number;
  /** (time, latents) of each simulation, as the encoder gives them. */
  readonly sequences: readonly Float32Array[];
  /** Of all latents: another compressor gives another one. */
  readonly digest: string;
}

/** Encodes every simulation of a dataset. */
export async function encodeDataset(
  dataset: Dataset,
  compressor: NamedCompressor,
  engine: Engine,
): Promise<LatentDataset> {
  const { encode, dispose } = codec(compressor, engine);
  const sequences: Float32Array[] = [];
  for (const index of dataset.simulations.keys()) sequences.push(await encode(dataset.readTemperature(index)));
  await dispose();
  const digest = sha256(sequences.map((sequence) => sha256(bytesOf(sequence))).join(' '));
  return { dataset, size: latentSizeOf(compressor), sequences, digest };
}

/** Writes the latents as an Arrow table: simulation id, time (s), one column a latent. */
export function writeLatents(path: string, { dataset, size, sequences }: LatentDataset): void {
  const ids = dataset.simulations.flatMap(({ id, times }) => Array.from(times, () => id));
  const times = Float64Array.from(dataset.simulations.flatMap((simulation) => [...simulation.times]));
  const columns = Object.fromEntries(
    Array.from({ length: size }, (_, latent) => [
      `latent_${latent}`,
      Float32Array.from(sequences.flatMap((sequence) => columnOf(sequence, size, latent))),
    ]),
  );
  writeTable(path, { simulation: ids, time: times, ...columns });
}

function columnOf(values: Float32Array, columns: number, column: number): number[] {
  return Array.from({ length: values.length / columns }, (_, row) => values[row * columns + column]!);
}

/** Rows of a (rows, columns) array, as views. */
function rowsOf(values: Float32Array, columns: number): Float32Array[] {
  return Array.from({ length: values.length / columns }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns),
  );
}

/** Latents brought to mean 0 and variance 1 over the training simulations. */
export function latentScaling({ dataset, size, sequences }: LatentDataset): Scaling<NdArray> {
  return standardScaling(
    dataset.split.training.flatMap((simulation) => rowsOf(sequences[simulation]!, size)),
    size,
  );
}

/** The latents of one simulation, normalized: (time, latents). */
export function normalizedLatents(
  { size, sequences }: LatentDataset,
  simulation: number,
  scaling: Scaling<NdArray>,
): Float32Array {
  const sequence = sequences[simulation]!;
  const normalized = new Float32Array(sequence.length);
  for (const [index, row] of rowsOf(sequence, size).entries()) normalized.set(normalizeRow(scaling, row), index * size);
  return normalized;
}
