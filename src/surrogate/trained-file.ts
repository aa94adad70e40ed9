// A trained network or fitted model on disk: one safetensors file with its arrays, and with kind, form and history as
// metadata.
import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { sha256 } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { arrayTree } from '../tensor/array-tree.js';
import { decodeSafetensors, encodeSafetensors } from '../tensor/safetensors.js';
import type { ValidatedEpoch } from '../training/history.js';

/** How something was trained. What is fitted in one step has an empty history. */
export interface TrainingRecord {
  readonly history: readonly ValidatedEpoch[];
  /** The epoch that gave the parameters; -1 when the initial ones were never improved on, or there are no epochs. */
  readonly bestEpoch: number;
  readonly validationLoss: number;
  readonly seconds: number;
}

/** What a file holds: a form, and arrays under the names of `arrayKeys`. */
type Trained = TrainingRecord & { readonly shape: object; readonly inputs?: { readonly parameters: unknown } };

/** Writes what was trained under the name of its member. Arrays go into the buffer, everything else into the metadata. */
export function saveTrained(path: string, kind: string, trained: Trained): void {
  writeFileAtomic(path, bytesOf(trained, kind));
}

function bytesOf(trained: object, kind?: string): Uint8Array {
  const { arrays, plain } = separate(trained as Record<string, unknown>);
  const network = JSON.stringify(plain);
  return encodeSafetensors(arrayTree(arrays), kind === undefined ? { network } : { kind, network });
}

/** SHA-256 of what it computes with: parameters, normalization and form, whatever its history. */
export function trainedDigest(trained: Trained): string {
  const { history: _history, bestEpoch: _epoch, validationLoss: _loss, seconds: _seconds, ...identity } = trained;
  return sha256(bytesOf(identity));
}

/**
 * Reads what `saveTrained` wrote for the member `kind`. Files of earlier versions do not name theirs.
 *
 * @throws TharsisError `network-missing`, `safetensors-malformed`, `model-malformed` for another kind
 */
export function loadTrained<Result extends TrainingRecord>(path: string, kind: string): Result {
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
  if (metadata.kind !== undefined && metadata.kind !== kind) {
    throw new TharsisError(
      'model-malformed',
      `${path} cannot be used: it holds the ${metadata.kind}, not the ${kind}`,
      'restore the model, or train it again',
    );
  }
  const plain = plainPart(path, metadata.network);
  return merged(plain, tree as Record<string, unknown>) as unknown as Result;
}

function plainPart(path: string, text: string): Record<string, unknown> {
  try {
    const plain = JSON.parse(text) as Record<string, unknown>;
    if (typeof plain.shape === 'object' && plain.shape !== null && Array.isArray(plain.history)) return plain;
  } catch {
    // Reported below, like any other invalid metadata.
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
  const inputs = network.inputs as Record<string, unknown> | undefined;
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
