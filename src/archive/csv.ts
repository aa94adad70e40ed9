// Comma-separated values (RFC 4180), for spreadsheets and quick plots.
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { type Column, rowCount } from './arrow-table.js';

/** Writes columns of equal length under their names. */
export function writeCsv(path: string, columns: Record<string, Column>): void {
  const names = Object.keys(columns);
  const rows = rowCount(columns);
  const lines = [names.map(quoted).join(',')];
  for (let row = 0; row < rows; row++) lines.push(names.map((name) => quoted(String(columns[name]![row]))).join(','));
  writeFileAtomic(path, `${lines.join('\n')}\n`);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
