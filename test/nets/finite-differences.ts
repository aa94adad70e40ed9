// Compares the gradient of a scalar loss with central differences, weight by weight.
import { expect } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { treeEntries, treeMap } from '../../src/foundation/tree.js';
import { arrayTree, isNdArray, type Tensors } from '../../src/tensor/array-tree.js';
import { valueAndGrad } from '../../src/tensor/gradient.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import type { tf } from '../../src/tensor/tfjs.js';

const STEP = 1e-2;

/** Checks up to three weights of each array. The loss must be smooth; float32 allows about three digits. */
export async function expectGradientsToMatch<Parameters>(
  parameters: Parameters,
  input: NdArray,
  loss: (parameters: Tensors<Parameters>, input: tf.Tensor) => tf.Scalar,
): Promise<void> {
  const engine = await openEngine('cpu');
  const compiled = engine.compile('gradient', (weights: Tensors<Parameters>, x: tf.Tensor) => {
    const { value, gradient } = valueAndGrad(loss)(weights, x);
    return { value: value as tf.Tensor, gradient };
  });
  const evaluate = async (weights: unknown) => compiled.run(weights as never, input as never);
  const { gradient } = await evaluate(parameters);
  for (const [path, { data }] of treeEntries(arrayTree(gradient), isNdArray)) {
    for (const index of new Set([0, Math.floor(data.length / 2), data.length - 1])) {
      const shifted = async (shift: number): Promise<number> => {
        const weights = treeMap(arrayTree(parameters), isNdArray, (array, place) => {
          if (place !== path) return array;
          const moved = Float32Array.from(array.data);
          moved[index] = moved[index]! + shift;
          return ndArray(array.shape, moved);
        });
        return (await evaluate(weights)).value.data[0]!;
      };
      const slope = ((await shifted(STEP)) - (await shifted(-STEP))) / (2 * STEP);
      expect(Math.abs(data[index]! - slope), `${path}[${index}]: ${data[index]} against ${slope}`).toBeLessThan(
        2e-3 * Math.max(1, Math.abs(slope)),
      );
    }
  }
}
