// Gradients: compiled against eager, and both against central differences in every argument.
import { afterAll, describe, expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { arrayTree } from '../../src/tensor/array-tree.js';
import { valueAndGrad } from '../../src/tensor/gradient.js';
import { tf } from '../../src/tensor/tfjs.js';
import { expectSameTrees, openBothEngines, runOn, type TensorFunction } from './both-engines.js';
import { expectFiniteDifferences } from './finite-differences.js';
import { gradientCases, twiceDifferentiableCases } from './gradient-cases.js';
import { registeredGradientCases } from './registered-gradient-cases.js';
import { weightedSum } from './weighted.js';

const { compiled, oracle } = await openBothEngines();
afterAll(() => compiled.dispose());

/** The elements of a result, each with a weight of its own, as one number. */
function weighted(fn: TensorFunction): (args: tf.Tensor[]) => tf.Scalar {
  return (args) => weightedSum(fn(...args) as tf.Tensor);
}

describe('the gradient of', () => {
  it.each([...gradientCases, ...registeredGradientCases])('$label', async ({ args, fn }) => {
    const loss = weighted(fn);
    const both: TensorFunction = (...tensors) => valueAndGrad(loss)(tensors);
    const { value, gradient } = (await runOn(oracle, both, args)) as { value: unknown; gradient: unknown };
    expectSameTrees(await runOn(compiled, both, args), { value, gradient });
    await expectFiniteDifferences(compiled, (...tensors) => loss(tensors), args, arrayTree(gradient));
  });
});

describe('the second derivative of', () => {
  // The gradient's own weighted sum, differentiated once more.
  const twice = (fn: TensorFunction) => {
    const slope: TensorFunction = (...tensors) => {
      const { gradient } = valueAndGrad(weighted(fn))(tensors);
      return tf.addN(gradient.map((part) => weighted((x) => x)([part])));
    };
    return slope as (...tensors: tf.Tensor[]) => tf.Scalar;
  };
  const products = gradientCases.filter(({ label }) => /^(conv2d|conv2dTranspose|matMul)/.test(label));

  it.each([...twiceDifferentiableCases, ...products, ...registeredGradientCases])('$label', async ({ args, fn }) => {
    const slope = twice(fn);
    const both: TensorFunction = (...tensors) => valueAndGrad((all: tf.Tensor[]) => slope(...all))(tensors).gradient;
    const curvature = await runOn(oracle, both, args);
    expectSameTrees(await runOn(compiled, both, args), curvature, 2e-5);
    await expectFiniteDifferences(compiled, slope, args, arrayTree(curvature));
  });
});

describe('valueAndGrad', () => {
  it('gives the gradient of the form of the parameters, and passes the other arguments on', async () => {
    const fn = (parameters: { kernel: tf.Tensor; biases: tf.Tensor[] }, x: tf.Tensor) =>
      valueAndGrad((p: typeof parameters, input: tf.Tensor) => tf.sum(tf.mul(tf.mul(p.kernel, input), p.biases[0]!)))(
        parameters,
        x,
      );
    const parameters = { kernel: ndArray([2], [2, 3]), biases: [ndArray([], [10])] };
    const x = ndArray([2], [5, 7]);
    for (const engine of [compiled, oracle]) {
      const { value, gradient } = await engine.compile('nested', fn).run(parameters, x);
      expect([...value.data]).toEqual([310]);
      expect([...gradient.kernel.data]).toEqual([50, 70]);
      expect([...gradient.biases[0]!.data]).toEqual([31]);
    }
  });
});
