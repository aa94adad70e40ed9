// Runs a function compiled and eagerly, the eager cpu engine being the oracle.
import { expect } from 'vitest';
import type { NdArray } from '../../src/foundation/nd-array.js';
import { treeEntries } from '../../src/foundation/tree.js';
import { arrayTree, isNdArray } from '../../src/tensor/array-tree.js';
import type { Arrays } from '../../src/tensor/arrays.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import type { tf } from '../../src/tensor/tfjs.js';

/** A function of tensors whose result is a tree of tensors. */
export type TensorFunction = (...args: tf.Tensor[]) => unknown;

/** Runs a function once on an engine. */
export async function runOn(engine: Engine, fn: TensorFunction, args: readonly NdArray[]): Promise<unknown> {
  const compiled = engine.compile('test', fn);
  try {
    return await compiled.run(...(args as Arrays<tf.Tensor[]>));
  } finally {
    await compiled.dispose();
  }
}

/** The two engines that every comparison is between. */
export async function openBothEngines(): Promise<{ compiled: Engine; oracle: Engine }> {
  return { compiled: await openEngine('onnx', { threads: 1 }), oracle: await openEngine('cpu') };
}

/** Compares trees leaf by leaf: paths, shapes and types exactly, values within `tolerance`, relative above 1. */
export function expectSameTrees(actual: unknown, expected: unknown, tolerance = 1e-5): void {
  const entries = treeEntries(arrayTree(actual), isNdArray);
  const wanted = treeEntries(arrayTree(expected), isNdArray);
  expect(entries.map(([path]) => path)).toEqual(wanted.map(([path]) => path));
  for (const [index, [path, array]] of entries.entries()) {
    const [, other] = wanted[index]!;
    expect(array.shape, `shape of '${path}'`).toEqual(other.shape);
    expect(array.data.constructor.name, `type of '${path}'`).toBe(other.data.constructor.name);
    expect(array.data.length, `size of '${path}'`).toBe(other.data.length);
    for (const [position, value] of array.data.entries()) {
      const target = other.data[position]!;
      const same = Object.is(value, target) || Math.abs(value - target) <= tolerance * Math.max(1, Math.abs(target));
      if (!same) expect.fail(`'${path}'[${position}] is ${value}, expected ${target}`);
    }
  }
}
