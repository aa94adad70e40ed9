// One number out of a tensor, so that it can be differentiated.
import { tf } from '../../src/tensor/tfjs.js';
import { normals } from './arrays.js';

/** The sum of the elements, each with a weight of its own. */
export function weightedSum(x: tf.Tensor): tf.Scalar {
  const { data, shape } = normals(x.shape, 9);
  return tf.sum(tf.mul(x, tf.tensor(data, [...shape])));
}
