// A temperature profile in a CSV file: the header `radius_m,temperature_K`, then a line for each radius, increasing.
import { readFileSync } from 'node:fs';
import { TharsisError } from '../foundation/errors.js';
import { plainDecimal } from '../foundation/plain-number.js';

const HEADER = 'radius_m,temperature_K';

export interface TemperatureProfile {
  /** m, increasing. */
  readonly radii: Float64Array;
  /** K, positive. */
  readonly temperature: Float64Array;
}

/**
 * Reads a profile of at least two radii.
 *
 * @throws TharsisError `initial-state-header`, `initial-state-value`
 */
export function readTemperatureProfile(path: string): TemperatureProfile {
  const [header = '', ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  if (header.replaceAll(/[\s"]/g, '') !== HEADER) {
    throw new TharsisError(
      'initial-state-header',
      `${path} starts with ${JSON.stringify(header.slice(0, 80))}, not with ${HEADER}`,
      'write this header, then radius and temperature in each line; an archive file must not end in .csv',
    );
  }
  const rows = lines.map((line) => line.split(',').map(plainDecimal));
  let previous = 0;
  for (const [index, row] of rows.entries()) {
    const [radius = Number.NaN, temperature = Number.NaN] = row;
    const finite = row.length === 2 && Number.isFinite(radius) && Number.isFinite(temperature);
    if (!(finite && temperature > 0 && (radius > previous || (index === 0 && radius === 0)))) {
      const line = JSON.stringify(lines[index]!.slice(0, 80));
      const wanted = 'give two numbers in each line: radii in m that increase, and positive temperatures in K';
      throw new TharsisError('initial-state-value', `${path}: line ${index + 2} is ${line}`, wanted);
    }
    previous = radius;
  }
  if (rows.length < 2) {
    const wanted = 'give the temperature at two radii at least';
    throw new TharsisError('initial-state-value', `${path} has ${rows.length} lines of numbers`, wanted);
  }
  return {
    radii: Float64Array.from(rows, ([radius]) => radius!),
    temperature: Float64Array.from(rows, ([, temperature]) => temperature!),
  };
}
