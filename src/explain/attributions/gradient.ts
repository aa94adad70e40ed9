// Attribution by the gradient, ∂output/∂input (Simonyan, Vedaldi & Zisserman 2014, arXiv 1312.6034, with its sign).
import { tf } from '../../tensor/tfjs.js';
import type { Attribution } from './attribution.js';

export function gradient(): Attribution {
  return {
    name: 'gradient',
    // Rows do not depend on each other, so the gradient of their sum holds the gradient of each.
    attribute: (explained, inputs) => tf.grad((x: tf.Tensor) => tf.sum(explained(x)))(inputs),
  };
}
