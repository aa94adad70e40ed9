// The classic netCDF file formats CDF-1, CDF-2 (64-bit offsets) and CDF-5 (64-bit data): the header, and numbers of a
// variable by ranges of its first dimension, so that no file need fit into memory. Big-endian throughout.
// Source: NetCDF Classic Format Specification (docs.unidata.ucar.edu, appendix "File Format Specifications"):
//
//   'CDF' version, number of records, dimensions, global attributes, variables with attributes, type and offset; data
//
// A variable whose first dimension has the length 0 grows by records; records of all such variables are interleaved.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { TharsisError } from '../foundation/errors.js';
import type { NumberKind } from './value-encoding.js';

interface NumberType {
  readonly kind: NumberKind;
  read(view: DataView, at: number): number;
}

const integer = (bytes: number, signed: boolean, read: NumberType['read']): NumberType => ({
  kind: { floating: false, bytes, signed },
  read,
});
const float = (bytes: number, read: NumberType['read']): NumberType => ({
  kind: { floating: true, bytes, signed: true },
  read,
});

/** The types of numbers by their code; 2 is text. */
const numberTypes = new Map<number, NumberType>([
  [1, integer(1, true, (view, at) => view.getInt8(at))],
  [3, integer(2, true, (view, at) => view.getInt16(at))],
  [4, integer(4, true, (view, at) => view.getInt32(at))],
  [5, float(4, (view, at) => view.getFloat32(at))],
  [6, float(8, (view, at) => view.getFloat64(at))],
  [7, integer(1, false, (view, at) => view.getUint8(at))],
  [8, integer(2, false, (view, at) => view.getUint16(at))],
  [9, integer(4, false, (view, at) => view.getUint32(at))],
  [10, integer(8, true, (view, at) => Number(view.getBigInt64(at)))],
  [11, integer(8, false, (view, at) => Number(view.getBigUint64(at)))],
]);
const TEXT = 2;
const FIRST_READ = 2 ** 16;
const versions: readonly number[] = [1, 2, 5];

export type NetcdfAttributes = Readonly<Record<string, string | number | Float64Array>>;

export interface NetcdfVariable {
  readonly name: string;
  readonly shape: readonly number[];
  /** Names of the dimensions. */
  readonly dimensions: readonly string[];
  readonly attributes: NetcdfAttributes;
  /** Which of these are floats. */
  readonly floatAttributes: ReadonlySet<string>;
  /** Undefined for texts. */
  readonly kind: NumberKind | undefined;
  /** Numbers of the entries `start` to `stop` (exclusive) of the first dimension; a scalar has one entry. */
  read(start?: number, stop?: number): Float64Array;
}

export interface NetcdfFile {
  readonly attributes: NetcdfAttributes;
  readonly variables: ReadonlyMap<string, NetcdfVariable>;
}

export function isNetcdfClassic(firstBytes: Uint8Array): boolean {
  const [c, d, f, version] = firstBytes;
  return c === 0x43 && d === 0x44 && f === 0x46 && version !== undefined && versions.includes(version);
}

/**
 * Opens a file, hands it to `use`, and closes it.
 *
 * @throws TharsisError `archive-truncated`, `archive-unreadable`
 */
export function openNetcdf<Result>(path: string, use: (file: NetcdfFile) => Result): Result {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    return use(parse(path, file, size, headerReader(path, file, size)));
  } finally {
    closeSync(file);
  }
}

interface HeaderReader {
  /** An unsigned number of 4 bytes. */
  word(): number;
  long(): number;
  bytes(count: number): DataView;
}

/** Reads the header from its start, as much of the file as it turns out to take. */
function headerReader(path: string, file: number, size: number): HeaderReader {
  let loaded = new Uint8Array(0);
  let position = 0;
  const bytes = (count: number): DataView => {
    if (position + count > size) throw truncated(path);
    if (position + count > loaded.length) {
      loaded = new Uint8Array(Math.min(size, Math.max(FIRST_READ, 2 * (position + count))));
      readSync(file, loaded, 0, loaded.length, 0);
    }
    position += count;
    return new DataView(loaded.buffer, position - count, count);
  };
  return { bytes, word: () => bytes(4).getUint32(0), long: () => Number(bytes(8).getBigUint64(0)) };
}

function parse(path: string, file: number, size: number, header: HeaderReader): NetcdfFile {
  const version = header.bytes(4).getUint8(3);
  const count = version === 5 ? header.long : header.word;
  const offset = version === 1 ? header.word : header.long;
  const padded = (length: number): DataView => {
    const view = header.bytes(4 * Math.ceil(length / 4));
    return new DataView(view.buffer, view.byteOffset, length);
  };
  const text = (): string => new TextDecoder().decode(padded(count()));
  /** A list: its tag (or zero where it is empty), its length, its items. */
  const list = <Item>(tag: number, item: () => Item): Item[] => {
    const found = header.word();
    const length = count();
    if (found !== tag && (found !== 0 || length !== 0)) throw unreadable(path, `the header has ${found} for ${tag}`);
    const items: Item[] = [];
    for (let index = 0; index < length; index++) items.push(item());
    return items;
  };
  const attribute = () => {
    const name = text();
    const type = header.word();
    const length = count();
    if (type === TEXT) {
      return { name, value: new TextDecoder().decode(padded(length)).replace(/\0+$/, ''), floating: false };
    }
    const { kind, read } = numberType(type, path);
    const view = padded(length * kind.bytes);
    const values = Float64Array.from({ length }, (_, index) => read(view, index * kind.bytes));
    return { name, value: values.length === 1 ? (values[0] ?? Number.NaN) : values, floating: kind.floating };
  };
  const attributes = () => list(12, attribute);

  const streaming = version === 5 ? 2 ** 64 : 2 ** 32 - 1;
  const statedRecords = count();
  const dimensions = list(10, () => ({ name: text(), length: count() }));
  const globalAttributes = valuesByName(attributes());
  const entries = list(11, () => {
    const name = text();
    const rank = count();
    if (rank > dimensions.length) throw unreadable(path, `/${name} has ${rank} dimensions`);
    const axes = Array.from({ length: rank }, () => dimensions[count()]);
    const own = attributes();
    const type = header.word();
    count(); // The size of a record: follows from shape and type, and overflows where it is large.
    const lengths = axes.map((axis) => axis?.length ?? Number.NaN);
    if (lengths.some(Number.isNaN)) throw unreadable(path, `/${name} has an unknown dimension`);
    const bytes = type === TEXT ? 1 : numberType(type, path).kind.bytes;
    const isRecord = lengths[0] === 0;
    const entry = bytes * (isRecord ? lengths.slice(1) : lengths).reduce((product, length) => product * length, 1);
    const names = axes.map((axis) => axis?.name ?? '');
    return { name, names, own, type, begin: offset(), bytes, lengths, isRecord, entry };
  });

  const recordVariables = entries.filter(({ isRecord }) => isRecord);
  const [onlyOne, ...others] = recordVariables;
  const stride =
    onlyOne !== undefined && others.length === 0
      ? onlyOne.entry // A single variable is not padded.
      : recordVariables.reduce((sum, { entry }) => sum + 4 * Math.ceil(entry / 4), 0);
  const firstRecord = Math.min(...recordVariables.map(({ begin }) => begin));
  const records = statedRecords < streaming ? statedRecords : Math.floor((size - firstRecord) / Math.max(1, stride));

  const variables = entries.map(
    ({ name, names, own, type, begin, bytes, lengths, isRecord, entry }): NetcdfVariable => {
      const shape = isRecord ? [records, ...lengths.slice(1)] : lengths;
      const end = isRecord ? begin + Math.max(0, records - 1) * stride + (records > 0 ? entry : 0) : begin + entry;
      if (end > size) throw truncated(path);
      const [first = 1] = shape;
      const slice = isRecord ? entry : entry / Math.max(1, first);
      return {
        name,
        shape,
        dimensions: names,
        attributes: valuesByName(own),
        floatAttributes: new Set(own.filter(({ floating }) => floating).map((attribute) => attribute.name)),
        kind: type === TEXT ? undefined : numberType(type, path).kind,
        read: (start = 0, stop = first) => {
          const { read } = numberType(type, path);
          const values = new Float64Array(((stop - start) * slice) / bytes);
          const pieces = isRecord ? stop - start : 1;
          const view = new DataView(new ArrayBuffer(pieces === 1 ? (stop - start) * slice : slice));
          let next = 0;
          for (let piece = 0; piece < pieces; piece++) {
            const position = begin + (isRecord ? (start + piece) * stride : start * slice);
            if (readSync(file, view, 0, view.byteLength, position) < view.byteLength) throw truncated(path);
            for (let at = 0; at < view.byteLength; at += bytes) values[next++] = read(view, at);
          }
          return values;
        },
      };
    },
  );
  return { attributes: globalAttributes, variables: new Map(variables.map((variable) => [variable.name, variable])) };
}

function valuesByName(
  attributes: readonly { readonly name: string; readonly value: NetcdfAttributes[string] }[],
): NetcdfAttributes {
  return Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
}

function numberType(type: number, path: string): NumberType {
  const found = numberTypes.get(type);
  if (found === undefined) throw unreadable(path, `the header names the unknown type ${type}`);
  return found;
}

function truncated(path: string): TharsisError {
  return new TharsisError('archive-truncated', `${path} is truncated`, 'copy or simulate it again');
}

function unreadable(path: string, what: string): TharsisError {
  return new TharsisError('archive-unreadable', `${path} cannot be read: ${what}`, 'copy or simulate it again');
}
