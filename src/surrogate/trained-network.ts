// A trained network on disk: one safetensors file with weights and normalization, its form and history as metadata.
import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { sha256 } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import type { NdArray } from '../foundation/nd-array.js';
import { arrayTree } from '../tensor/array-tree.js';
import { decodeSafetensors, encodeSafetensors } from '../tensor/safetensors.js';
import type { ValidatedEpoch } from '../training/history.js';
import type { Scaling } from '../training/normalization.js';
import type { AutoencoderParameters, AutoencoderShape } from './compressors/autoencoder.js';
import type { FnnParameters, FnnShape } from './predictors/fnn.js';
import type { LstmPredictorParameters, LstmPredictorShape } from './predictors/lstm-predictor.js';
import type { PredictorInputs } from './predictors/predictor-inputs.js';

/** What all trained networks have. */
interface TrainingRecord {
  readonly history: readonly ValidatedEpoch[];
  readonly bestEpoch: number;
  readonly validationLoss: number;
  readonly seconds: number;
}

export interface TrainedAutoencoder extends TrainingRecord {
  readonly shape: AutoencoderShape;
  readonly parameters: AutoencoderParameters<NdArray>;
  /** Of temperatures, K: offset (radial, azimuthal, 1) or scalar, scale scalar. */
  readonly temperature: Scaling<NdArray>;
}

export interface TrainedFnn extends TrainingRecord {
  readonly shape: FnnShape;
  readonly parameters: FnnParameters<NdArray>;
  readonly inputs: PredictorInputs;
  /** Of latents, (latents). */
  readonly latents: Scaling<NdArray>;
}

export interface TrainedLstm extends TrainingRecord {
  readonly shape: LstmPredictorShape;
  readonly parameters: LstmPredictorParameters<NdArray>;
  readonly inputs: PredictorInputs;
  readonly latents: Scaling<NdArray>;
  /** Longest time step in training, s: what normalized time steps are relative to. */
  readonly longestTimeStep: number;
}

/** Writes a trained network. Arrays go into the buffer, everything else into the metadata. */
export function saveNetwork(path: string, network: TrainedAutoencoder | TrainedFnn | TrainedLstm): void {
  writeFileAtomic(path, networkBytes(network));
}

function networkBytes(network: object): Uint8Array {
  const { arrays, plain } = separate(network as Record<string, unknown>);
  return encodeSafetensors(arrayTree(arrays), { network: JSON.stringify(plain) });
}

/** SHA-256 of what a network computes with: weights, normalization and form, whatever its history. */
export function networkDigest(network: TrainedAutoencoder | TrainedFnn | TrainedLstm): string {
  const { history: _history, bestEpoch: _epoch, validationLoss: _loss, seconds: _seconds, ...identity } = network;
  return sha256(networkBytes(identity));
}

/**
 * Reads a trained network.
 *
 * @throws TharsisError `network-missing`, `safetensors-malformed`
 */
export function loadNetwork<Network extends TrainedAutoencoder | TrainedFnn | TrainedLstm>(path: string): Network {
  if (!existsSync(path)) {
    throw new TharsisError(
      'network-missing',
      `${path} does not exist`,
      'train it first, or check the path of the model',
    );
  }
  const { tree, metadata } = decodeSafetensors(readFileSync(path), path);
  if (metadata.network === undefined) {
    throw new TharsisError(
      'safetensors-malformed',
      `${path} holds no network of Tharsis`,
      'check the path of the model',
    );
  }
  const plain = plainPart(path, metadata.network);
  return merged(plain, tree as Record<string, unknown>) as unknown as Network;
}

function plainPart(path: string, text: string): Record<string, unknown> {
  try {
    const plain = JSON.parse(text) as Record<string, unknown>;
    if (typeof plain.shape === 'object' && plain.shape !== null && Array.isArray(plain.history)) return plain;
  } catch {
    // Told below, like any other text that is no description of a network.
  }
  throw new TharsisError(
    'safetensors-malformed',
    `${path} describes no network: its metadata 'network' is damaged`,
    'restore the file, or train it again',
  );
}

const arrayKeys = new Set(['parameters', 'temperature', 'latents']);

function separate(network: Record<string, unknown>): {
  arrays: Record<string, unknown>;
  plain: Record<string, unknown>;
} {
  const arrays: Record<string, unknown> = {};
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(network)) (arrayKeys.has(key) ? arrays : plain)[key] = value;
  const inputs = network.inputs as PredictorInputs | undefined;
  if (inputs !== undefined) {
    const { parameters, ...rest } = inputs;
    arrays.inputs = { parameters };
    plain.inputs = rest;
  }
  return { arrays, plain };
}

function merged(plain: Record<string, unknown>, arrays: Record<string, unknown>): Record<string, unknown> {
  const network = { ...plain, ...arrays };
  if (plain.inputs !== undefined) network.inputs = { ...(plain.inputs as object), ...(arrays.inputs as object) };
  return network;
}
