// Whether the temperatures of a file are temperatures, and their digest, in one pass: slab by slab, so that memory does
// not grow with the file, in the thread that calls it.
import { createHash } from 'node:crypto';
import { bytesOf } from '../../foundation/digest.js';
import { TharsisError } from '../../foundation/errors.js';
import { plainNumber } from '../../foundation/plain-number.js';
import type { SimulationHeader } from '../layout.js';
import { temperatureBounds } from '../plausible-values.js';
import { readTemperature } from '../simulation-reader.js';

const SLAB_BYTES = 64 * 2 ** 20;

/**
 * Throws `archive-value` at the first temperature that is not a number of kelvin, or, on a grid without dimension, of
 * no dimension.
 *
 * @returns SHA-256 of all temperatures, which does not depend on how the file stores them
 */
export function checkTemperatures(header: SimulationHeader): string {
  const hash = createHash('sha256');
  const { coldest, hottest, unit, remedy } = temperatureBounds(header.r);
  const cells = header.r.length * header.phi.length;
  const slab = Math.max(1, Math.floor(SLAB_BYTES / (4 * cells)));
  for (let start = 0; start < header.times.length; start += slab) {
    const values = readTemperature(header, start, Math.min(header.times.length, start + slab));
    hash.update(bytesOf(values));
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      if (value >= coldest && value <= hottest) continue;
      const cell = index % cells;
      const [inner, , low] = header.ghostLayers;
      const row = inner + Math.floor(cell / header.phi.length);
      const place = [start + Math.floor(index / cells), row, low + (cell % header.phi.length)];
      const bounds = `, not between ${plainNumber(coldest)} and ${plainNumber(hottest)}${unit}`;
      throw new TharsisError(
        'archive-value',
        `${header.file}: /temperature[${place.join(', ')}] is ${value}${unit}${Number.isFinite(value) ? bounds : ''}`,
        remedy,
      );
    }
  }
  return hash.digest('hex');
}
