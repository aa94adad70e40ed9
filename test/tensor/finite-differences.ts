// Compares gradients with central differences, element by element.
import { expect } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { type Tree, treeLeaves } from '../../src/foundation/tree.js';
import { isNdArray } from '../../src/tensor/array-tree.js';
import type { Arrays } from '../../src/tensor/arrays.js';
import type { Engine } from '../../src/tensor/engine.js';
import type { tf } from '../../src/tensor/tfjs.js';

// Near the cube root of float32's precision, where rounding and truncation errors meet.
const STEP = 1e-2;

/** Checks the gradient of a scalar function in every element of every argument. */
export async function expectFiniteDifferences(
  engine: Engine,
  fn: (...args: tf.Tensor[]) => tf.Scalar,
  args: readonly NdArray[],
  gradient: Tree<NdArray>,
): Promise<void> {
  const compiled = engine.compile('finite differences', fn);
  const evaluate = async (moved: readonly NdArray[]) => {
    const result = (await compiled.run(...(moved as Arrays<tf.Tensor[]>))) as NdArray;
    return result.data[0]!;
  };
  try {
    for (const [argument, slopes] of treeLeaves(gradient, isNdArray).entries()) {
      for (const [index, slope] of slopes.data.entries()) {
        const shifted = (shift: number) =>
          evaluate(
            args.map((array, position) => {
              if (position !== argument) return array;
              return ndArray(array.shape, Float32Array.from(array.data).with(index, array.data[index]! + shift));
            }),
          );
        const difference = ((await shifted(STEP)) - (await shifted(-STEP))) / (2 * STEP);
        expect(
          Math.abs(slope - difference),
          `argument ${argument}, element ${index}: ${slope} against ${difference}`,
        ).toBeLessThan(2e-3 * Math.max(1, Math.abs(difference)));
      }
    }
  } finally {
    await compiled.dispose();
  }
}
