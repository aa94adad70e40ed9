// Checks of the numbers that distributions and bijections are made from.
import { TharsisError } from '../foundation/errors.js';

/**
 * Checks that lists have the same length, at least 1.
 *
 * @throws TharsisError `density-parameter-invalid`
 */
export function checkLengths(name: string, lists: Readonly<Record<string, readonly unknown[]>>): void {
  const lengths = Object.entries(lists).map(([key, list]) => `${key} has ${list.length}`);
  const [first] = Object.values(lists);
  if (first!.length > 0 && Object.values(lists).every((list) => list.length === first!.length)) return;
  throw new TharsisError(
    'density-parameter-invalid',
    `${name}: ${lengths.join(', ')} components`,
    'give one number for each component, in at least one dimension',
  );
}

/**
 * Checks that numbers are positive and finite.
 *
 * @throws TharsisError `density-parameter-invalid`
 */
export function checkPositive(name: string, key: string, values: readonly number[]): void {
  const wrong = values.find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) throw notPositive(name, key, wrong);
}

/** The error for a number that should be positive and finite. */
export function notPositive(name: string, key: string, value: number): TharsisError {
  return new TharsisError('density-parameter-invalid', `${name}: ${key} is ${value}`, `give a positive ${key}`);
}
