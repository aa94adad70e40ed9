import { describe, expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import {
  applyConvolution,
  applyTransposedConvolution,
  type ConvolutionParameters,
  convolutionInit,
  transposedConvolutionInit,
} from '../../src/nets/convolution.js';
import { glorotUniform, lecunNormal } from '../../src/nets/initializers.js';
import { tf } from '../../src/tensor/tfjs.js';
import { expectGradientsToMatch } from './finite-differences.js';
import { runEagerly, valuesOf } from './run-eagerly.js';

type Weights = ConvolutionParameters<tf.Tensor>;

describe('strided convolutions', () => {
  it('sum a neighborhood and add the bias, by hand', async () => {
    const result = await runEagerly(
      (weights: Weights, x: tf.Tensor) => applyConvolution(weights, x, 1),
      { kernel: ndArray([1, 3, 1, 1], [1, 10, 100]), bias: ndArray([1], [0.5]) },
      ndArray([1, 1, 4, 1], [1, 2, 3, 4]),
    );
    expect(valuesOf(result)).toEqual([210.5, 321.5, 432.5, 43.5]);
  });

  it('halve odd sizes upwards, and transposed ones give them back', async () => {
    const stream = randomStream(1);
    const down = convolutionInit(stream.child('down'), [5, 7], 1, 2, 'tanh');
    const up = transposedConvolutionInit(stream.child('up'), [5, 7], 2, 1, 'tanh');
    const result = await runEagerly(
      (both: { down: Weights; up: Weights }, x: tf.Tensor) => {
        const small = applyConvolution(both.down, x, 2);
        return { small, back: applyTransposedConvolution(both.up, small, 2, [9, 11]) };
      },
      { down, up },
      ndArray([3, 9, 11, 1], new Float32Array(297).fill(1)),
    );
    expect(result.small.shape).toEqual([3, 5, 6, 2]);
    expect(result.back.shape).toEqual([3, 9, 11, 1]);
  });

  it('have the gradients of finite differences', async () => {
    const stream = randomStream(2);
    const parameters = {
      down: convolutionInit(stream.child('down'), [3, 3], 1, 2, 'tanh'),
      up: transposedConvolutionInit(stream.child('up'), [3, 3], 2, 1, 'tanh'),
    };
    const x = new Float32Array(2 * 5 * 7);
    stream.fillNormal(x);
    await expectGradientsToMatch(parameters, ndArray([2, 5, 7, 1], x), (weights, input) => {
      const { down, up } = weights as unknown as { down: Weights; up: Weights };
      const small = tf.tanh(applyConvolution(down, input, 2));
      return tf.mean(tf.square(applyTransposedConvolution(up, small, 2, [5, 7])));
    });
  });
});

describe('initial weights', () => {
  const variance = (values: number[]): number => values.reduce((sum, value) => sum + value ** 2, 0) / values.length;

  it('have the variance of their rule', () => {
    expect(variance(valuesOf(lecunNormal([20_000], 50, randomStream(1)))) * 50).toBeCloseTo(1, 1);
    const uniform = valuesOf(glorotUniform([20_000], 30, 10, randomStream(2)));
    expect(variance(uniform) * 20).toBeCloseTo(1, 1);
    expect(Math.max(...uniform.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 40));
  });
});
