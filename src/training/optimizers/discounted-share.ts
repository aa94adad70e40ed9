// The weight of the newest of `step` terms in a discounted mean.
import { tf } from '../../tensor/tfjs.js';

/** (1 - β) / (1 - β^step), scalar, without the cancellation of the first steps; 1 at the first step. */
export function discountedShare(beta: number, step: tf.Tensor): tf.Tensor {
  return tf.div(beta - 1, tf.expm1(tf.mul(step, Math.log(beta))));
}
