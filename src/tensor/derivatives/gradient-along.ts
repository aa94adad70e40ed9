// The only access of these derivatives to TensorFlow.js's tape. It differs from tf.grads in three points:
// an input that the scalar does not depend on has the gradient zero; tensors met on the way can be handed out as well;
// and the inputs are differentiated as fresh tensors, so that inside an outer derivative a quantity that was computed
// from them earlier is a constant, as it must be (the tape is shared by all levels and would follow it otherwise).
import { tf } from '../tfjs.js';

/**
 * The gradient of a scalar with respect to `inputs`.
 *
 * @param fn takes tensors in place of the inputs to the scalar, and to `along`: tensors to be handed out
 */
export function gradientAlong(
  inputs: readonly tf.Tensor[],
  fn: (inputs: tf.Tensor[]) => { scalar: tf.Scalar; along: readonly tf.Tensor[] },
): { gradient: tf.Tensor[]; along: tf.Tensor[] } {
  const fresh = inputs.map((input) => tf.clone(input));
  // Intermediate tensors would be disposed of with the scope of the tape.
  const kept: tf.Tensor[] = [];
  try {
    const forward = (): tf.Scalar => {
      const { scalar, along } = fn(fresh);
      kept.push(...along.map((tensor) => tf.keep(tf.clone(tensor))));
      return scalar;
    };
    const { grads } = tf.engine().gradients(forward, fresh, undefined, true);
    // The tape leaves holes, contrary to its type.
    const found: readonly (tf.Tensor | undefined)[] = grads;
    const gradient = inputs.map((input, index) => found[index] ?? tf.zerosLike(input));
    return { gradient, along: kept.map((tensor) => tf.clone(tensor)) };
  } finally {
    for (const tensor of kept) tensor.dispose();
  }
}

/** The sum of the products of all elements of two lists of tensors of the same shapes. */
export function innerProduct(a: readonly tf.Tensor[], b: readonly tf.Tensor[]): tf.Scalar {
  if (a.length !== b.length) throw new Error(`innerProduct(): got ${b.length} tensors, expected ${a.length}`);
  const parts = a.map((tensor, index): tf.Scalar => {
    const other = b[index]!;
    tf.util.assertShapesMatch(tensor.shape, other.shape, 'innerProduct(): ');
    return tf.sum(tf.mul(tensor, other));
  });
  if (parts.length === 0) throw new Error('innerProduct(): got no tensors, expected one at least');
  return parts.length === 1 ? parts[0]! : tf.addN(parts);
}
