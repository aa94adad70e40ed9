// Activation functions by name.
import { tf } from '../tensor/tfjs.js';
import type { ActivationName } from './activation-names.js';

const activations: Record<ActivationName, (x: tf.Tensor) => tf.Tensor> = {
  linear: (x) => x,
  elu: (x) => tf.elu(x),
  relu: (x) => tf.relu(x),
  selu: (x) => tf.selu(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  tanh: (x) => tf.tanh(x),
};

/** Applies the activation of that name. */
export function activate(name: ActivationName, x: tf.Tensor): tf.Tensor {
  return activations[name](x);
}
