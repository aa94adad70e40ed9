// Activation functions by name.
import { requireArgument } from '../foundation/argument.js';
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

/** Applies the activation of that name. Throws `argument-invalid` where there is none. */
export function activate(name: ActivationName, x: tf.Tensor): tf.Tensor {
  const wanted = `one of ${Object.keys(activations).join(', ')}`;
  requireArgument(Object.hasOwn(activations, name), 'activate(name)', wanted, name);
  return activations[name](x);
}
