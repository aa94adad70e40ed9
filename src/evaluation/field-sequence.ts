// A temperature evolution as evaluation sees it: snapshots on the polar grid, in kelvin, active cells only.
// Axis order (time, r, phi), row major; innermost radius first.

import { TharsisError } from '../foundation/errors.js';
import type { GeometryName } from '../foundation/geometries/registry.js';

/** Snapshots T(time, r, phi) in K with their coordinates. */
export interface FieldSequence {
  /** (time) s, increasing. */
  readonly times: Float64Array;
  /** (r) m, cell centers, increasing. */
  readonly r: Float64Array;
  /** (phi) rad, cell centers, increasing. */
  readonly phi: Float64Array;
  /** What the cells are parts of: it weights them. */
  readonly geometry: GeometryName;
  /** (time, r, phi) K. */
  readonly temperature: Float32Array;
}

/** The number of cells of one snapshot. */
export function cellsOf(sequence: Pick<FieldSequence, 'r' | 'phi'>): number {
  return sequence.r.length * sequence.phi.length;
}

/**
 * Throws unless the array holds whole snapshots of finite temperatures, positive ones if it is the truth: that stands
 * in the denominator, and a bad prediction is to be scored, not refused.
 *
 * @param what names the array in the message
 * @throws TharsisError `evaluation-temperature-invalid`
 */
export function checkTemperatures(
  what: string,
  kind: 'truth' | 'prediction',
  temperature: Float32Array,
  snapshots: number,
  cells: number,
): void {
  if (temperature.length !== snapshots * cells) {
    throw new Error(
      `checkTemperatures(): ${what} has ${temperature.length} values, expected ${snapshots} x ${cells} cells`,
    );
  }
  const wrong = temperature.findIndex((value) => !Number.isFinite(value) || (kind === 'truth' && value <= 0));
  if (wrong < 0) return;
  throw new TharsisError(
    'evaluation-temperature-invalid',
    `${what} holds ${temperature[wrong]} K in snapshot ${Math.floor(wrong / cells)}, cell ${wrong % cells}`,
    kind === 'truth'
      ? 'temperatures must be finite and positive; check the archive (tharsis ingest)'
      : 'predictions must be finite; train the model again',
  );
}
