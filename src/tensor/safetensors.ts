// The safetensors format (github.com/huggingface/safetensors): 8 bytes little-endian header length, a JSON header, one
// buffer. Trees are flattened to names by their paths; lists become records with whole-number keys and back. Files are
// sealed (foundation/byte-seal.ts); those of other programs and of earlier versions have no seal, and are read too.
import { blankSeal, brokenSeal, sealBytes, sealState } from '../foundation/byte-seal.js';
import { TharsisError } from '../foundation/errors.js';
import { parseJson } from '../foundation/json-text.js';
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import { type Tree, treeEntries } from '../foundation/tree.js';
import { isNdArray } from './array-tree.js';

interface TensorHeader {
  readonly dtype: 'F32' | 'I32';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The key of the metadata that holds the seal. */
const SEAL_KEY = 'tharsis:seal';

/** The bytes of a safetensors file, sealed. Metadata are strings, as the format requires. */
export function encodeSafetensors(tree: Tree<NdArray>, metadata: Record<string, string> = {}): Uint8Array {
  const entries = treeEntries(tree, isNdArray);
  const header = new Map<string, TensorHeader | Record<string, string>>([
    ['__metadata__', { ...metadata, [SEAL_KEY]: blankSeal }],
  ]);
  let offset = 0;
  for (const [path, { shape, data }] of entries) {
    const dtype = data instanceof Int32Array ? 'I32' : 'F32';
    if (header.has(path)) throw new Error(`encodeSafetensors(): got two arrays named '${path}', expected one`);
    header.set(path, { dtype, shape, data_offsets: [offset, offset + data.byteLength] });
    offset += data.byteLength;
  }
  const text = JSON.stringify(Object.fromEntries(header));
  // Padded so that the buffer starts at a multiple of eight bytes.
  const json = new TextEncoder().encode(
    text.padEnd(text.length + ((8 - (new TextEncoder().encode(text).length % 8)) % 8)),
  );
  const bytes = new Uint8Array(8 + json.length + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  let position = 8 + json.length;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  sealBytes(bytes);
  return bytes;
}

/**
 * The tree and the metadata of a safetensors file; `source` names it in errors.
 *
 * @throws TharsisError `safetensors-malformed` when anything in it does not fit
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  source: string,
): { tree: Tree<NdArray>; metadata: Record<string, string> } {
  const { header, buffer } = splitHeader(bytes, source);
  const { [SEAL_KEY]: _seal, ...metadata } = metadataOf(header, source);
  const headers = Object.entries(header)
    .filter(([path]) => path !== '__metadata__')
    .map(([path, entry]) => [path, tensorHeader(path, entry, source)] as const);
  checkOffsets(headers, buffer.length, source);
  if (sealState(bytes) === 'damaged') throw malformed(source, brokenSeal);
  const entries = headers.map(([path, entry]): [string, NdArray] => [path, arrayOf(entry, buffer)]);
  return { tree: unflatten(entries), metadata };
}

function metadataOf({ __metadata__: metadata = {} }: Record<string, unknown>, source: string): Record<string, string> {
  const areTexts = isRecord(metadata) && Object.values(metadata).every((value) => typeof value === 'string');
  if (!areTexts) throw malformed(source, 'its metadata are no texts');
  return metadata as Record<string, string>;
}

function splitHeader(bytes: Uint8Array, source: string): { header: Record<string, unknown>; buffer: Uint8Array } {
  const length =
    bytes.length < 8 ? Number.NaN : Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (!(8 + length <= bytes.length)) throw malformed(source, 'it ends within its header');
  let header: unknown;
  try {
    header = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch (error) {
    throw malformed(source, `its header is no JSON: ${(error as Error).message}`);
  }
  if (!isRecord(header)) throw malformed(source, 'its header is no record');
  return { header, buffer: bytes.subarray(8 + length) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function tensorHeader(path: string, entry: unknown, source: string): TensorHeader {
  if (!isRecord(entry)) throw malformed(source, `'${path}' is not described by a record`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32' && dtype !== 'I32') throw malformed(source, `'${path}' has the type ${dtype}, not F32 or I32`);
  if (!areSizes(shape)) throw malformed(source, `'${path}' has the shape ${JSON.stringify(shape)}`);
  if (!areSizes(offsets) || offsets.length !== 2) {
    throw malformed(source, `'${path}' has the offsets ${JSON.stringify(offsets)}`);
  }
  const [start, end] = offsets as [number, number];
  if (end - start !== 4 * sizeOf(shape)) {
    throw malformed(source, `'${path}' has ${end - start} bytes for the shape [${shape.join(', ')}]`);
  }
  return { dtype, shape, data_offsets: [start, end] };
}

/** The arrays must fill the buffer without gaps or overlaps, as the format requires. */
function checkOffsets(headers: readonly (readonly [string, TensorHeader])[], length: number, source: string): void {
  const inOrder = headers
    .map(([path, { data_offsets: offsets }]) => ({ path, start: offsets[0], end: offsets[1] }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let position = 0;
  for (const { path, start, end } of inOrder) {
    if (end > length) throw malformed(source, `it is truncated: '${path}' ends at byte ${end} of ${length}`);
    if (start !== position) {
      const what = start < position ? 'overlaps the one before it' : 'leaves a gap after the one before it';
      throw malformed(source, `'${path}' starts at byte ${start} and ${what} (byte ${position})`);
    }
    position = end;
  }
  if (position !== length) throw malformed(source, `${length - position} bytes at its end belong to no array`);
}

function arrayOf({ dtype, shape, data_offsets: [start, end] }: TensorHeader, buffer: Uint8Array): NdArray {
  // Not buffer.slice: on a Node Buffer that is a view, and its memory neither aligned nor its own.
  const copy = Uint8Array.prototype.slice.call(buffer, start, end).buffer;
  return ndArray(shape, dtype === 'F32' ? new Float32Array(copy) : new Int32Array(copy));
}

function malformed(source: string, what: string): TharsisError {
  return new TharsisError(
    'safetensors-malformed',
    `${source} is no whole safetensors file: ${what}`,
    'restore the file from its origin, or train again',
  );
}

function unflatten(entries: readonly [string, NdArray][]): Tree<NdArray> {
  if (entries.length === 1 && entries[0]![0] === '') return entries[0]![1];
  const groups = new Map<string, [string, NdArray][]>();
  for (const [path, array] of entries) {
    const dot = path.indexOf('.');
    const key = dot < 0 ? path : path.slice(0, dot);
    const rest = dot < 0 ? '' : path.slice(dot + 1);
    groups.set(key, [...(groups.get(key) ?? []), [rest, array]]);
  }
  const isList =
    groups.size > 0 && [...groups.keys()].every((key) => /^(0|[1-9]\d*)$/.test(key) && Number(key) < groups.size);
  if (isList) return Array.from({ length: groups.size }, (_, index) => unflatten(groups.get(String(index))!));
  return Object.fromEntries([...groups].map(([key, group]) => [key, unflatten(group)]));
}
