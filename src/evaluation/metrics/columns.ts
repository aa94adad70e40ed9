// The columns of all metrics, and the numbers of a row that stand in them.
import type { Metric, MetricColumn } from './metric.js';
import { metrics } from './registry.js';

/** A column with its key in the rows of evaluation.json. */
export interface KeyedColumn extends MetricColumn {
  readonly key: string;
}

/** All columns, in the order of tables. */
export function metricColumns(): KeyedColumn[] {
  return Object.values<Metric>(metrics).flatMap(({ columns }) =>
    Object.entries(columns).map(([key, column]) => ({ ...column, key })),
  );
}

/** Heading with the unit: 'RMS error (K)'. */
export function columnHeading({ heading, unit }: MetricColumn): string {
  return unit === '' ? heading : `${heading} (${unit})`;
}

/**
 * The number of a row under a key, of a spread its mean; NaN where the row has none: null, or from an evaluation.json
 * that was written before the metric existed.
 */
export function columnValue(row: object, key: string): number {
  const value: unknown = (row as Readonly<Record<string, unknown>>)[key];
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null ? columnValue(value, 'mean') : Number.NaN;
}

/** The numbers of a row that metrics.json has, by their keys there; those that do not exist are left out. */
export function rowSummary(row: object): Record<string, number> {
  const numbers = metricColumns().flatMap(({ key, summaryKey }) =>
    summaryKey === undefined ? [] : [[summaryKey, columnValue(row, key)] as const],
  );
  return Object.fromEntries(numbers.filter(([, value]) => Number.isFinite(value)));
}
