// The cross entropy that replaces TensorFlow.js's gives its values, and right gradients for the labels too.
import { afterAll, describe, expect, it } from 'vitest';
import type { NdArray } from '../../src/foundation/nd-array.js';
import { valueAndGrad } from '../../src/tensor/gradient.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals, positives } from './arrays.js';
import { openBothEngines, runOn, type TensorFunction } from './both-engines.js';
import { centralDifferences, expectClose, numbersOf } from './central-differences.js';

const { compiled, oracle } = await openBothEngines();
afterAll(() => compiled.dispose());

const labels = positives([2, 3], 1);
const logits = normals([2, 3], 2);
const weights = positives([2], 3);

/** The entropies of the two rows, from the definition. */
function entropies(smoothing: number): number[] {
  return [0, 1].map((row) => {
    const rowOf = ({ data }: NdArray): number[] => [...data.slice(3 * row, 3 * row + 3)];
    const logarithm = Math.log(rowOf(logits).reduce((sum, value) => sum + Math.exp(value), 0));
    const terms = rowOf(labels).map((label, category) => {
      const smoothed = label * (1 - smoothing) + smoothing / 3;
      return smoothed * (logarithm - rowOf(logits)[category]!);
    });
    return terms.reduce((sum, term) => sum + term, 0);
  });
}

describe('softmaxCrossEntropy', () => {
  const both = async (fn: TensorFunction): Promise<Float64Array> => {
    const args = [labels, logits, weights];
    const result = numbersOf(await runOn(compiled, fn, args));
    expectClose(result, numbersOf(await runOn(oracle, fn, args)), 1e-5);
    return result;
  };

  it('is the mean over the rows', async () => {
    const [first, second] = entropies(0) as [number, number];
    const found = await both((target, x) => tf.losses.softmaxCrossEntropy(target!, x!));
    expectClose(found, [(first + second) / 2], 1e-5);
  });

  it('smooths labels, and weighs rows without reducing them', async () => {
    const { NONE } = tf.Reduction;
    const found = await both((target, x, weight) => tf.losses.softmaxCrossEntropy(target!, x!, weight, 0.3, NONE));
    expectClose(
      found,
      entropies(0.3).map((entropy, row) => entropy * weights.data[row]!),
      1e-5,
    );
  });

  it('has the gradients of finite differences, for labels as well', async () => {
    const loss = (target: tf.Tensor, x: tf.Tensor): tf.Scalar => tf.losses.softmaxCrossEntropy(target, x);
    const gradients = (target: tf.Tensor, x: tf.Tensor) =>
      valueAndGrad((pair: [tf.Tensor, tf.Tensor]) => loss(...pair))([target, x]).gradient;
    const found = numbersOf(await runOn(compiled, gradients as TensorFunction, [labels, logits]));
    const rows = await centralDifferences((args) => runOn(oracle, loss as TensorFunction, args), [labels, logits]);
    expectClose(
      found,
      rows.map((row) => row[0]!),
      1e-4,
    );
  });

  it('refuses labels of another shape', async () => {
    const fn: TensorFunction = (target) => tf.losses.softmaxCrossEntropy(target!, tf.zeros([3, 2]));
    await expect(runOn(oracle, fn, [labels])).rejects.toThrow('softmaxCrossEntropy: ');
  });
});
