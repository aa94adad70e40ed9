// A trained network or fitted model on disk: one safetensors file with its arrays, and with kind, form and history as
// metadata.
import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { sha256 } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { isFolder } from '../foundation/folders.js';
import { parseJson } from '../foundation/json-text.js';
import type { NdArray } from '../foundation/nd-array.js';
import { type Tree, treeEntries } from '../foundation/tree.js';
import { isNdArray } from '../tensor/array-tree.js';
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

/** What a file holds: a form, and arrays anywhere. */
export type Trained = TrainingRecord & { readonly shape: object };

/**
 * Writes what was trained under the name of its member. Arrays (`NdArray`), whatever their key, go into the buffer,
 * everything else into the metadata as JSON.
 */
export function saveTrained(path: string, kind: string, trained: Trained): void {
  writeFileAtomic(path, bytesOf(trained, kind));
}

function bytesOf(trained: object, kind?: string): Uint8Array {
  const { arrays = {}, plain = {} } = separate(trained);
  const network = JSON.stringify(plain);
  return encodeSafetensors(arrays, kind === undefined ? { network } : { kind, network });
}

/** SHA-256 of what it computes with: parameters, normalization and form, whatever its history. */
export function trainedDigest(trained: Trained): string {
  const { history: _history, bestEpoch: _epoch, validationLoss: _loss, seconds: _seconds, ...identity } = trained;
  return sha256(bytesOf(identity));
}

/**
 * Reads what `saveTrained` wrote for the member `kind`. Files of earlier versions do not name theirs.
 *
 * @throws TharsisError `network-missing`, `model-unreadable`, `safetensors-malformed`, `model-malformed` for another kind
 */
export function loadTrained<Result extends TrainingRecord>(path: string, kind: string): Result {
  if (!existsSync(path)) {
    throw new TharsisError(
      'network-missing',
      `${path} does not exist`,
      'train it first, or check the path of the model',
    );
  }
  const { tree, metadata } = decodeSafetensors(readModelFile(path), path);
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
  checkFinite(path, tree);
  return merged(plainPart(path, metadata.network), tree) as Result;
}

/**
 * The bytes of a file that exists in the folder of a model.
 *
 * @throws TharsisError `model-unreadable`
 */
export function readModelFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const [reason, remedy] = isFolder(path)
      ? ['it is a folder', 'restore the model, or train it again']
      : [(error as Error).message, 'allow yourself to read it (chmod), or copy the model again'];
    throw new TharsisError('model-unreadable', `cannot read ${path}: ${reason}`, remedy, { cause: error });
  }
}

/** Of a file without a seal nothing else shows that it is damaged. */
function checkFinite(path: string, tree: Tree<NdArray>): void {
  for (const [name, { data }] of treeEntries(tree, isNdArray)) {
    const wrong = data.find((value) => !Number.isFinite(value));
    if (wrong === undefined) continue;
    throw new TharsisError(
      'safetensors-malformed',
      `${path} cannot be used: '${name}' holds ${wrong}`,
      'restore the file, or train it again',
    );
  }
}

function plainPart(path: string, text: string): Record<string, unknown> {
  try {
    const plain = parseJson(text) as Record<string, unknown>;
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

/** A node of what was trained, without its arrays and the arrays alone; what a node has nothing of is absent. */
interface Separated {
  readonly plain?: unknown;
  readonly arrays?: Tree<NdArray>;
}

/** Takes the arrays out, wherever they are. In a list, `null` keeps the place of an item of arrays only. */
function separate(node: unknown): Separated {
  if (isNdArray(node)) return { arrays: node };
  if (ArrayBuffer.isView(node)) {
    throw new Error(`saveTrained(): got a ${node.constructor.name}, expected an NdArray or a list of numbers`);
  }
  if (typeof node !== 'object' || node === null) return { plain: node };
  const children = Object.entries(node).map(([key, child]) => [key, separate(child)] as const);
  const withArrays = children.flatMap(([key, { arrays }]) => (arrays === undefined ? [] : [[key, arrays] as const]));
  if (withArrays.length === 0) return { plain: node };
  const withPlain = children.filter(([, child]) => 'plain' in child);
  if (Array.isArray(node)) {
    const complete = withArrays.length === children.length;
    return {
      arrays: complete ? withArrays.map(([, arrays]) => arrays) : Object.fromEntries(withArrays),
      ...(withPlain.length > 0 && { plain: children.map(([, child]) => ('plain' in child ? child.plain : null)) }),
    };
  }
  for (const [key] of withArrays) {
    // The paths of a safetensors file give back neither.
    if (!/^\d*$|\./.test(key)) continue;
    throw new Error(`saveTrained(): got the key '${key}' over an array, expected a name without dots`);
  }
  return {
    arrays: Object.fromEntries(withArrays),
    ...(withPlain.length > 0 && { plain: Object.fromEntries(withPlain.map(([key, { plain }]) => [key, plain])) }),
  };
}

/** Puts the arrays back. */
function merged(plain: unknown, arrays: unknown): unknown {
  if (arrays === undefined) return plain;
  if (typeof plain !== 'object' || plain === null) return arrays;
  const children = arrays as Readonly<Record<string, unknown>>;
  if (Array.isArray(plain)) return plain.map((item, index) => merged(item, children[index]));
  const entries = Object.entries(children).map(([key, child]) => [key, merged(Reflect.get(plain, key), child)]);
  return { ...plain, ...Object.fromEntries(entries) };
}
