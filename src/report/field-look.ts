// How each field of a simulation is drawn: color map, scale, unit. Temperatures run from dark to light, viscosities
// over powers of ten, stream functions away from zero on both sides, which is the sense of rotation.

import { secondsPerYear } from '../foundation/time-units.js';
import { type ColorScale, temperatureScale } from './color-scale.js';
import { lajolla, lapaz, vik } from './crameri.js';
import { fixed, significant } from './number-text.js';
import type { FieldName } from './simulated-evolution.js';

/** How a field looks. */
export interface FieldLook {
  /** For the gutter, in lines. */
  readonly title: readonly string[];
  /** For the color bar, with the unit of `shown`. */
  readonly label: string;
  /** From SI to what is drawn. */
  readonly shown: (value: number) => number;
  /** A scale for drawn values. */
  readonly scale: (fields: readonly Float32Array[]) => ColorScale;
}

export const fieldLooks: Readonly<Record<FieldName, FieldLook>> = {
  temperature: {
    title: ['temperature'],
    label: 'T (K)',
    shown: (kelvin) => kelvin,
    scale: (fields) => temperatureScale(lajolla, fields),
  },
  viscosity: {
    title: ['viscosity'],
    label: 'η (Pa s)',
    shown: Math.log10,
    scale: (fields) => ({ ...temperatureScale(lapaz, fields, 1), logarithmic: true }),
  },
  'stream-function': {
    title: ['stream function'],
    // 1 m²/yr = 1 km²/Myr.
    label: 'ψ (km²/Myr)',
    shown: (squareMeters) => squareMeters * secondsPerYear,
    scale: symmetricScale,
  },
};

/** The drawn values of a field. */
export function shownField(name: FieldName, field: Float32Array): Float32Array {
  return field.map(fieldLooks[name].shown);
}

/** About zero, to the largest absolute value rounded up to two digits. */
function symmetricScale(fields: readonly Float32Array[]): ColorScale {
  let largest = 0;
  for (const field of fields) for (const value of field) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return { map: vik, minimum: -1, maximum: 1 };
  const step = 10 ** (Math.floor(Math.log10(largest)) - 1);
  const limit = Math.ceil(largest / step - 1e-9) * step;
  return { map: vik, minimum: -limit, maximum: limit };
}

/** The largest absolute value of a stream function, for a note in its corner. */
export function largestInWords(field: Float32Array): string {
  let largest = 0;
  for (const value of field) largest = Math.max(largest, Math.abs(value));
  return `max. |ψ| ${largest >= 10 ? fixed(largest, 0) : significant(largest)}`;
}
