// The logistic function of each component, y = 1 / (1 + exp(-x)): real numbers to (0, 1). Its inverse is the logit.
import { tf } from '../../tensor/tfjs.js';
import type { Bijection } from '../bijection.js';

/** @param dimension at least 1 */
export function sigmoid(dimension: number): Bijection {
  return {
    dimension,
    forward: (points) => {
      // log y' = log y + log (1 - y) = -softplus(-x) - softplus(x), exact where y rounds to 0 or 1.
      const logSlopes = tf.neg(tf.add(tf.softplus(points), tf.softplus(tf.neg(points))));
      return { points: tf.sigmoid(points), logDeterminant: tf.sum(logSlopes, 1) };
    },
    inverse: (points) => {
      const [log, logOfRest] = [tf.log(points), tf.log1p(tf.neg(points))];
      return {
        points: tf.sub(log, logOfRest),
        logDeterminant: tf.neg(tf.sum(tf.add(log, logOfRest), 1)),
      };
    },
  };
}
