// The compressors that a pipeline may name, one line each.
import { TharsisError } from '../../foundation/errors.js';
import { suggestion } from '../../foundation/nearest-name.js';
import { autoencoder } from './autoencoder/index.js';
import type { Compressor } from './compressor.js';
import { pod } from './pod.js';

export const compressors = {
  autoencoder,
  pod,
};

export type CompressorName = keyof typeof compressors;

export const compressorNames = Object.keys(compressors) as [CompressorName, ...CompressorName[]];

/** @throws TharsisError `compressor-unknown` */
export function compressorNamed(name: string): Compressor {
  const known: Readonly<Record<string, Compressor>> = compressors;
  if (Object.hasOwn(known, name)) return known[name]!;
  throw new TharsisError('compressor-unknown', `unknown compressor '${name}'`, suggestion(name, compressorNames));
}
