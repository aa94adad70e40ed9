// Tables as Arrow IPC files: parameters, latents, per-snapshot scores. Any Arrow library reads them.
import { readFileSync } from 'node:fs';
import { Table as ArrowTable, Schema, type Table, tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';

export type Column = Float64Array | Float32Array | Int32Array | readonly string[];

/** Writes columns of equal length as an Arrow IPC file. */
export function writeTable(path: string, columns: Record<string, Column>, metadata: Record<string, string> = {}): void {
  const lengths = new Set(Object.values(columns).map((column) => column.length));
  if (lengths.size > 1)
    throw new Error(`writeTable(): got columns of ${[...lengths].join(', ')} rows, expected one length`);
  const table = tableFromArrays(columns as Record<string, Float64Array>);
  const schema = new Schema(table.schema.fields, new Map(Object.entries(metadata)));
  writeFileAtomic(path, tableToIPC(new ArrowTable(schema, table.batches), 'file'));
}

/**
 * Reads an Arrow IPC file.
 *
 * @throws TharsisError `table-unreadable`
 */
export function readTable(path: string): Table {
  try {
    return tableFromIPC(readFileSync(path));
  } catch (error) {
    const message = `cannot read the table ${path}: ${(error as Error).message}`;
    throw new TharsisError('table-unreadable', message, 'make it again', { cause: error });
  }
}
