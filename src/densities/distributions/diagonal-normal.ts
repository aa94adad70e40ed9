// The normal distribution of independent components.
import { tf } from '../../tensor/tfjs.js';
import { checkLengths, checkPositive } from '../checked-numbers.js';
import type { Distribution } from './distribution.js';
import { normalByMap } from './normal-by-map.js';

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
  return normalByMap({
    name,
    dimension,
    logVolume,
    standardized: (points) => tf.div(tf.sub(points, [...mean]), [...deviation]) as tf.Tensor2D,
    slope: (standardized) => tf.div(standardized, [...deviation]) as tf.Tensor2D,
    sample: (noise) => tf.add(tf.mul(noise, [...deviation]), [...mean]) as tf.Tensor2D,
  });
}
