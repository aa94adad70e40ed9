// The uniform distribution on a box.
import { tf } from '../../tensor/tfjs.js';
import { checkLengths, checkPositive } from '../checked-numbers.js';
import type { Distribution } from './distribution.js';
import { uniformNoise } from './noise.js';

/**
 * The uniform distribution on minimum ≤ x < maximum in every component.
 *
 * @param minimum (dimension)
 * @param maximum (dimension), above the minimum
 * @throws TharsisError `density-parameter-invalid`
 */
export function uniform(minimum: readonly number[], maximum: readonly number[]): Distribution {
  const name = 'uniform';
  checkLengths(name, { minimum, maximum });
  const widths = maximum.map((value, index) => value - minimum[index]!);
  checkPositive(name, 'maximum - minimum', widths);
  const dimension = minimum.length;
  const logVolume = widths.reduce((sum, width) => sum + Math.log(width), 0);
  const logDensity = (points: tf.Tensor2D): tf.Tensor1D => {
    const within = tf.logicalAnd(tf.greaterEqual(points, [...minimum]), tf.less(points, [...maximum]));
    const inside = tf.all(within, 1);
    return tf.where(inside, tf.scalar(-logVolume), tf.scalar(Number.NEGATIVE_INFINITY)) as tf.Tensor as tf.Tensor1D;
  };
  return {
    name,
    dimension,
    normalized: true,
    logDensity,
    gradient: (points) => tf.zerosLike(points),
    noise: (stream, count) => uniformNoise(stream, count, dimension),
    sample: (noise) => tf.add(tf.mul(noise, widths), [...minimum]) as tf.Tensor2D,
    logProbability: logDensity,
  };
}
