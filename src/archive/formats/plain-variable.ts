// What formats with variables and attributes have in common: variables hold numbers, and units are text.
import { TharsisError } from '../../foundation/errors.js';

/** The error for a variable that does not hold plain numbers; `what` says what it holds instead. */
export function notPlain(path: string, name: string, what: string): TharsisError {
  return new TharsisError(
    'archive-type',
    `${path}: /${name} ${what}`,
    'write plain float32 or float64 numbers into it',
  );
}

/** An attribute as text; arrays of one text, as some writers make, count as that text. */
export function attributeText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value).trim();
}

/** What a variable says of itself beside its units, in one text; `positive` is the direction of CF, 'up' or 'down'. */
export function descriptionOf(attribute: (name: string) => unknown): string {
  return ['standard_name', 'long_name', 'positive']
    .map((name) => attributeText(attribute(name)) ?? '')
    .join(' ')
    .trim();
}
