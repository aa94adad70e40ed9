// @tensorflow/tfjs-node registers TensorFlow.js's own gradients when it is imported; ours are put back afterwards.
import { expect, it } from 'vitest';
import { registerGradients, tf } from '../../src/tensor/tfjs.js';

it('puts our gradients back over those of a package imported later', () => {
  const original: tf.GradConfig = {
    kernelName: 'Exp',
    outputsToSave: [true],
    gradFunc: (dy, saved) => ({ x: () => tf.mul(dy as tf.Tensor, saved[0]!) }),
  };
  tf.registerGradient(original);
  expect(tf.getGradient('Exp')).toBe(original);
  registerGradients();
  expect(tf.getGradient('Exp')).not.toBe(original);
  const second = tf.grad((x: tf.Tensor) => tf.sum(tf.grad((y: tf.Tensor) => tf.sum(tf.exp(y)))(x)));
  expect(second(tf.tensor1d([0])).arraySync()).toEqual([1]);
});
