// The metrics of a run as lines for people: the sections one below the other, then where the report lies.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Metrics } from '../pipeline/metrics.js';

/** Lines like `autoencoder   accuracy 98.412  seconds 31.2`. */
export function metricsLines(folder: string, metrics: Metrics): string[] {
  const lines: string[] = [];
  for (const [section, value] of Object.entries(metrics)) {
    lines.push(`${section.padEnd(18)}${describe(value)}`);
  }
  const report = join(folder, 'report.html');
  if (existsSync(report)) lines.push(`${'report'.padEnd(18)}${report}`);
  return lines;
}

function describe(value: unknown): string {
  if (typeof value === 'number') return formatted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.join(' x ');
  return Object.entries(value)
    .map(([name, item]) => `${name} ${describe(item)}`)
    .join('  ');
}

function formatted(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
