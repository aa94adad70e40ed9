// Derivatives of any compiled function by central differences of fourth order, for comparison.
import { expect } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { treeLeaves } from '../../src/foundation/tree.js';
import { arrayTree, isNdArray } from '../../src/tensor/array-tree.js';

// Where the rounding errors of float32 and the truncation error of fourth order meet.
const STEP = 0.04;

/**
 * The derivatives of all numbers of a result with respect to all numbers of the arguments: one row for every number of
 * the arguments.
 */
export async function centralDifferences(
  evaluate: (args: NdArray[]) => Promise<unknown>,
  args: readonly NdArray[],
  step = STEP,
): Promise<Float64Array[]> {
  const rows: Float64Array[] = [];
  for (const [position, { shape, data }] of args.entries()) {
    if (data instanceof Int32Array) continue;
    for (const [index, center] of data.entries()) {
      const at = async (shift: number): Promise<Float64Array> => {
        const moved = ndArray(shape, data.with(index, center + shift));
        return numbersOf(await evaluate(args.with(position, moved)));
      };
      const [near, far] = [await at(step), await at(2 * step)];
      const [nearBelow, farBelow] = [await at(-step), await at(-2 * step)];
      rows.push(near.map((value, k) => (8 * (value - nearBelow[k]!) - (far[k]! - farBelow[k]!)) / (12 * step)));
    }
  }
  return rows;
}

/** All numbers of a tree of arrays, in flattening order. */
export function numbersOf(tree: unknown): Float64Array {
  return Float64Array.from(treeLeaves(arrayTree(tree), isNdArray).flatMap(({ data }) => [...data]));
}

/** Compares lists of numbers, relative to the largest of them where that is above 1. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = '',
): void {
  expect(actual.length, what).toBe(expected.length);
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  for (let index = 0; index < expected.length; index++) {
    const [value, target] = [actual[index]!, expected[index]!];
    // Written so that a NaN fails.
    if (!(Math.abs(value - target) <= tolerance * scale))
      expect.fail(`${what}[${index}] is ${value}, expected ${target}`);
  }
}
