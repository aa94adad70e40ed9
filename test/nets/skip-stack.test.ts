import { describe, expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { dropoutMask } from '../../src/nets/dropout.js';
import { applySkipStack, type SkipStackParameters, skipStackInit } from '../../src/nets/skip-stack.js';
import { tf } from '../../src/tensor/tfjs.js';
import { expectGradientsToMatch } from './finite-differences.js';
import { runEagerly, valuesOf } from './run-eagerly.js';

const shape = { inputs: 2, hidden: 3, layers: 3, outputs: 2, activation: 'tanh', outputActivation: 'linear' } as const;

describe('the stack with dense additive skips', () => {
  it('adds the outputs of all earlier hidden layers to each pre-activation', async () => {
    const one = (weight: number, bias: number) => ({ weights: ndArray([1, 1], [weight]), bias: ndArray([1], [bias]) });
    const parameters = { hidden: [one(2, 0.5), one(-1, 0.25), one(3, -0.5)], output: one(4, 1) };
    const result = await runEagerly(
      (weights: SkipStackParameters<tf.Tensor>, x: tf.Tensor) => applySkipStack(weights, x, 'linear', 'linear'),
      parameters,
      ndArray([1, 1], [1.5]),
    );
    const first = 2 * 1.5 + 0.5;
    const second = -first + 0.25 + first;
    const third = 3 * second - 0.5 + (first + second);
    expect(valuesOf(result)).toEqual([4 * third + 1]);
  });

  it('drops hidden outputs by its masks, one slice a layer', async () => {
    const one = (weight: number) => ({ weights: ndArray([1, 1], [weight]), bias: ndArray([1], [1]) });
    const parameters = { hidden: [one(1), one(1)], output: one(1) };
    const result = await runEagerly(
      (weights: SkipStackParameters<tf.Tensor>, x: tf.Tensor, masks: tf.Tensor) =>
        applySkipStack(weights, x, 'linear', 'linear', masks),
      parameters,
      ndArray([2, 1], [5, 5]),
      ndArray([2, 2, 1], [0, 2, 1, 1]),
    );
    // Sample 0: layer 0 is dropped, layer 1 is (0 + 1 + 0) * 2. Sample 1: 6, then 6 + 1 + 6.
    expect(valuesOf(result)).toEqual([3, 14]);
  });

  it('has the gradient of finite differences', async () => {
    const stream = randomStream(3);
    const x = new Float32Array(8);
    stream.fillNormal(x);
    await expectGradientsToMatch(skipStackInit(stream, shape), ndArray([4, 2], x), (weights, input) =>
      tf.mean(tf.square(applySkipStack(weights as SkipStackParameters<tf.Tensor>, input, 'tanh', 'linear'))),
    );
  });

  it('draws the same weights from the same seed, others from another', () => {
    const weights = (seed: number) => valuesOf(skipStackInit(randomStream(seed), shape).hidden[0]!.weights);
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });
});

describe('dropout masks', () => {
  it('keep expectations and drop the demanded share', () => {
    const mask = valuesOf(dropoutMask([20_000], 0.25, randomStream(5)));
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    const mean = mask.reduce((sum, value) => sum + value, 0) / mask.length;
    expect(mean).toBeCloseTo(1, 1);
  });

  it('are all ones without a stream', () => {
    expect(valuesOf(dropoutMask([2, 2], 0.5, undefined))).toEqual([1, 1, 1, 1]);
  });
});
