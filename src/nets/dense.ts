// A fully connected layer: x (batch, inputs) → x W + b (batch, outputs).
import type { NdArray } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import { tf } from '../tensor/tfjs.js';
import type { ActivationName } from './activation-names.js';
import { suitableWeights, zeros } from './initializers.js';

/** W (inputs, outputs) and b (outputs). */
export type DenseParameters<Leaf> = { readonly weights: Leaf; readonly bias: Leaf };

export function denseInit(
  stream: RandomStream,
  inputs: number,
  outputs: number,
  activation: ActivationName,
): DenseParameters<NdArray> {
  return { weights: suitableWeights(activation, [inputs, outputs], inputs, outputs, stream), bias: zeros([outputs]) };
}

/** The layer before its activation. */
export function applyDense({ weights, bias }: DenseParameters<tf.Tensor>, x: tf.Tensor): tf.Tensor {
  return tf.add(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D), bias);
}
