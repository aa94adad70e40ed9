// Arguments of the public functions that scripts without types call first, checked where they come in.
import { TharsisError } from './errors.js';

/**
 * Refuses an argument of the wrong kind.
 *
 * @param what the function and its argument: 'loadModel(folder)'
 * @throws TharsisError `argument-invalid`
 */
export function requireArgument(holds: boolean, what: string, expected: string, value: unknown): void {
  if (holds) return;
  throw new TharsisError('argument-invalid', `${what} got ${kindOf(value)}`, `give ${expected}`);
}

/** Refuses what is no path. */
export function requirePath(what: string, value: unknown): void {
  requireArgument(typeof value === 'string' && value !== '' && !value.includes('\0'), what, 'a path', value);
}

/** Whether a value has all these keys. */
export function hasKeys(value: unknown, ...keys: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && keys.every((key) => key in value);
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null || typeof value === 'number') return String(value);
  if (typeof value === 'string') return `the text '${value}'`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object'
    ? `an object with the keys ${Object.keys(value).join(', ') || '(none)'}`
    : `a ${typeof value}`;
}
