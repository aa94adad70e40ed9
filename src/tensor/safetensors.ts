// The safetensors format (github.com/huggingface/safetensors): 8 bytes little-endian header length, a JSON header, one
// buffer. Trees are flattened to names by their paths; lists become records with whole-number keys and back.
import { TharsisError } from '../foundation/errors.js';
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import { type Tree, treeEntries } from '../foundation/tree.js';
import { isNdArray } from './array-tree.js';

interface TensorHeader {
  readonly dtype: 'F32' | 'I32';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The bytes of a safetensors file. Metadata are texts, as the format wants it. */
export function encodeSafetensors(tree: Tree<NdArray>, metadata: Record<string, string> = {}): Uint8Array {
  const entries = treeEntries(tree, isNdArray);
  const header: Record<string, TensorHeader | Record<string, string>> = { __metadata__: metadata };
  let offset = 0;
  for (const [path, { shape, data }] of entries) {
    const dtype = data instanceof Int32Array ? 'I32' : 'F32';
    header[path] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = JSON.stringify(header);
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
  return bytes;
}

/** The tree and the metadata of a safetensors file; `source` names it in errors. */
export function decodeSafetensors(
  bytes: Uint8Array,
  source: string,
): { tree: Tree<NdArray>; metadata: Record<string, string> } {
  const { header, buffer } = splitHeader(bytes, source);
  const metadata = (header.__metadata__ ?? {}) as Record<string, string>;
  const entries: [string, NdArray][] = [];
  for (const [path, entry] of Object.entries(header)) {
    if (path !== '__metadata__') entries.push([path, arrayOf(path, entry as TensorHeader, buffer, source)]);
  }
  return { tree: unflatten(entries), metadata };
}

function splitHeader(bytes: Uint8Array, source: string): { header: Record<string, unknown>; buffer: Uint8Array } {
  const length =
    bytes.length < 8 ? Number.NaN : Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (!(8 + length <= bytes.length)) throw malformed(source, 'it ends within its header');
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, unknown>;
    return { header, buffer: bytes.subarray(8 + length) };
  } catch (error) {
    throw malformed(source, `its header is no JSON: ${(error as Error).message}`);
  }
}

function arrayOf(path: string, header: TensorHeader, buffer: Uint8Array, source: string): NdArray {
  const { dtype, shape, data_offsets: offsets } = header;
  if (dtype !== 'F32' && dtype !== 'I32') throw malformed(source, `'${path}' has the type ${dtype}, not F32 or I32`);
  const [start, end] = offsets;
  if (end > buffer.length)
    throw malformed(source, `it is truncated: '${path}' ends at byte ${end} of ${buffer.length}`);
  if (end - start !== 4 * sizeOf(shape)) throw malformed(source, `'${path}' has ${end - start} bytes for its shape`);
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
  const isList = groups.size > 0 && [...groups.keys()].every((key) => /^\d+$/.test(key) && Number(key) < groups.size);
  if (isList) return Array.from({ length: groups.size }, (_, index) => unflatten(groups.get(String(index))!));
  return Object.fromEntries([...groups].map(([key, group]) => [key, unflatten(group)]));
}
