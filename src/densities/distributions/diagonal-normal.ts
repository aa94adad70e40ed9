// The normal distribution of independent components.
import { tf } from '../../tensor/tfjs.js';
import { checkLengths, checkPositive } from '../checked-numbers.js';
import type { Distribution } from './distribution.js';
import { normalNoise } from './noise.js';

/**
 * The normal distribution with a mean and a standard deviation for each component.
 *
 * @param mean (dimension)
 * @param deviation (dimension), positive, in the unit of the points
 * @throws TharsisError `density-parameter-invalid`
 */
export function diagonalNormal(mean: readonly number[], deviation: readonly number[]): Distribution {
  const name = 'diagonal normal';
  checkLengths(name, { mean, deviation });
  checkPositive(name, 'deviation', deviation);
  const dimension = mean.length;
  const logVolume = deviation.reduce((sum, value) => sum + Math.log(value), 0.5 * dimension * Math.log(2 * Math.PI));
  const standardized = (points: tf.Tensor2D): tf.Tensor => tf.div(tf.sub(points, [...mean]), [...deviation]);
  const logDensity = (points: tf.Tensor2D): tf.Tensor1D =>
    tf.sub(tf.mul(-0.5, tf.sum(tf.square(standardized(points)), 1)), logVolume) as tf.Tensor1D;
  return {
    name,
    dimension,
    normalized: true,
    logDensity,
    gradient: (points) => tf.neg(tf.div(standardized(points), [...deviation])) as tf.Tensor2D,
    noise: (stream, count) => normalNoise(stream, count, dimension),
    sample: (noise) => tf.add(tf.mul(noise, [...deviation]), [...mean]) as tf.Tensor2D,
    logProbability: logDensity,
  };
}
