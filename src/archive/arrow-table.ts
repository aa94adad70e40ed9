// Tables as Arrow IPC files: parameters, latents, per-snapshot scores. Any Arrow library reads them.
import { readFileSync } from 'node:fs';
import {
  Table as ArrowTable,
  Dictionary,
  Int32,
  makeVector,
  Schema,
  type Table,
  tableFromIPC,
  tableToIPC,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { blankSeal, brokenSeal, sealBytes, sealState } from '../foundation/byte-seal.js';
import { TharsisError } from '../foundation/errors.js';
import { checkArrowBounds } from './arrow/arrow-bounds.js';

export type Column = Float64Array | Float32Array | Int32Array | readonly string[];

/** The key of the schema's metadata under which a table has its seal. */
const SEAL_KEY = 'tharsis:seal';

/** Writes columns of equal length as an Arrow IPC file, sealed. Equal tables make equal files. */
export function writeTable(path: string, columns: Record<string, Column>, metadata: Record<string, string> = {}): void {
  rowCount(columns);
  const vectors = Object.entries(columns).map(
    ([name, column], position) => [name, vectorOf(column, position)] as const,
  );
  const table = new ArrowTable(Object.fromEntries(vectors));
  const schema = new Schema(table.schema.fields, new Map(Object.entries({ ...metadata, [SEAL_KEY]: blankSeal })));
  const bytes = tableToIPC(new ArrowTable(schema, table.batches), 'file');
  sealBytes(bytes);
  writeFileAtomic(path, bytes);
}

/** Left to itself the library numbers dictionaries by how many the process has made; here, by their columns. */
function vectorOf(column: Column, position: number): Vector {
  if (ArrayBuffer.isView(column)) return makeVector(column) as Vector;
  return vectorFromArray(column, new Dictionary(new Utf8(), new Int32(), position));
}

/** The common length of columns; throws when they differ. */
export function rowCount(columns: Record<string, Column>): number {
  const lengths = [...new Set(Object.values(columns).map((column) => column.length))];
  if (lengths.length > 1) throw new Error(`rowCount(): got columns of ${lengths.join(', ')} rows, expected one length`);
  return lengths[0] ?? 0;
}

/**
 * Reads an Arrow IPC file; one without a seal is of an earlier version, or of another program.
 *
 * @throws TharsisError `table-unreadable`
 */
export function readTable(path: string): Table {
  try {
    const bytes = readFileSync(path);
    if (sealState(bytes) === 'damaged') throw new Error(brokenSeal);
    checkArrowBounds(bytes);
    return tableFromIPC(bytes);
  } catch (error) {
    const message = `cannot read the table ${path}: ${(error as Error).message}`;
    throw new TharsisError('table-unreadable', message, 'make it again', { cause: error });
  }
}
