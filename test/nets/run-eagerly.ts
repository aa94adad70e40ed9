// Runs a function of tensors on the oracle engine (plain JavaScript) and gives its result as arrays.
import type { NdArray } from '../../src/foundation/nd-array.js';
import type { Arrays } from '../../src/tensor/arrays.js';
import { openEngine } from '../../src/tensor/open-engine.js';

export async function runEagerly<Arguments extends readonly unknown[], Result>(
  fn: (...args: Arguments) => Result,
  ...args: Arrays<Arguments>
): Promise<Arrays<Result>> {
  const engine = await openEngine('cpu');
  return engine.compile('test', fn).run(...args);
}

/** The values of an array as plain numbers. */
export function valuesOf({ data }: NdArray): number[] {
  return Array.from(data);
}
