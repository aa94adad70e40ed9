// Tables as Arrow IPC files: parameters, latents, per-snapshot scores. Any Arrow library reads them.
import { readFileSync } from 'node:fs';
import { Table as ArrowTable, Schema, type Table, tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';

const MAGIC = 'ARROW1';

export type Column = Float64Array | Float32Array | Int32Array | readonly string[];

/** Writes columns of equal length as an Arrow IPC file. */
export function writeTable(path: string, columns: Record<string, Column>, metadata: Record<string, string> = {}): void {
  rowCount(columns);
  const table = tableFromArrays(columns as Record<string, Float64Array>);
  const schema = new Schema(table.schema.fields, new Map(Object.entries(metadata)));
  writeFileAtomic(path, tableToIPC(new ArrowTable(schema, table.batches), 'file'));
}

/** The common length of columns; throws when they differ. */
export function rowCount(columns: Record<string, Column>): number {
  const lengths = [...new Set(Object.values(columns).map((column) => column.length))];
  if (lengths.length > 1) throw new Error(`rowCount(): got columns of ${lengths.join(', ')} rows, expected one length`);
  return lengths[0] ?? 0;
}

/**
 * Reads an Arrow IPC file.
 *
 * @throws TharsisError `table-unreadable`
 */
export function readTable(path: string): Table {
  try {
    const bytes = readFileSync(path);
    // The library takes an empty or cut file for an empty table; a whole file begins and ends with the magic text.
    const whole = bytes.length > 2 * MAGIC.length && bytes.subarray(-MAGIC.length).toString('latin1') === MAGIC;
    if (!whole) throw new Error('it is no whole Arrow IPC file');
    return tableFromIPC(bytes);
  } catch (error) {
    const message = `cannot read the table ${path}: ${(error as Error).message}`;
    throw new TharsisError('table-unreadable', message, 'make it again', { cause: error });
  }
}
