// A small training step with all the parts of a real one: convolutions, their transposes, gradients, and Adam.
import type { NdArray } from '../../src/foundation/nd-array.js';
import { valueAndGrad } from '../../src/tensor/gradient.js';
import { tf } from '../../src/tensor/tfjs.js';
import { type AdamArrays, type AdamState, adamInit, adamUpdate } from '../../src/training/optimizers/adam.js';
import { normals } from './arrays.js';

interface Weights<Leaf> {
  readonly down: Leaf;
  readonly bias: Leaf;
  readonly up: Leaf;
}

const IMAGE: [number, number, number, number] = [4, 17, 24, 1];

function loss({ down, bias, up }: Weights<tf.Tensor>, x: tf.Tensor): tf.Scalar {
  const latent = tf.selu(tf.add(tf.conv2d(x as tf.Tensor4D, down as tf.Tensor4D, 2, 'same'), bias));
  const restored = tf.conv2dTranspose(latent as tf.Tensor4D, up as tf.Tensor4D, IMAGE, 2, 'same');
  return tf.mean(tf.square(tf.sub(restored, x)));
}

/** One step: the loss before it, and everything after it. */
export function trainingStep(weights: Weights<tf.Tensor>, state: AdamState<Weights<tf.Tensor>>, x: tf.Tensor) {
  const { value, gradient } = valueAndGrad(loss)(weights, x);
  return { loss: value as tf.Tensor, ...adamUpdate(weights, gradient, state, tf.scalar(0.01)) };
}

/** The arguments of the first step. */
export function firstArguments(): [Weights<NdArray>, AdamArrays<Weights<NdArray>>, NdArray] {
  const weights = { down: normals([5, 5, 1, 8], 1), bias: normals([8], 2), up: normals([5, 5, 1, 8], 3) };
  return [weights, adamInit(weights), normals(IMAGE, 4)];
}
