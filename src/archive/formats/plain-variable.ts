// What formats with variables and attributes have in common: numbers must be stored as they are, and units are text.
import { TharsisError } from '../../foundation/errors.js';

/** Why a variable with these attributes does not hold its numbers as they are; undefined where it does. */
export function packingOf(attributes: object): string | undefined {
  const packing = ['scale_factor', 'add_offset'].find((attribute) => attribute in attributes);
  return packing && `is packed (it has the attribute ${packing})`;
}

/** The error for a variable that does not hold plain numbers; `what` says what it holds instead. */
export function notPlain(path: string, name: string, what: string): TharsisError {
  return new TharsisError(
    'archive-type',
    `${path}: /${name} ${what}`,
    'write plain float32 or float64 numbers into it',
  );
}

/** The attribute `units` as text; arrays of one text, as some writers make, count as that text. */
export function unitsText(units: unknown): string | undefined {
  return units === undefined ? undefined : String(units).trim();
}
