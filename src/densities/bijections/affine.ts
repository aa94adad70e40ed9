// Scale and shift: y = scale x + shift, component by component.
import { TharsisError } from '../../foundation/errors.js';
import { tf } from '../../tensor/tfjs.js';
import type { Bijection } from '../bijection.js';
import { checkLengths } from '../checked-numbers.js';

/**
 * @param scale (dimension), not zero
 * @param shift (dimension)
 * @throws TharsisError `density-parameter-invalid`
 */
export function affine(scale: readonly number[], shift: readonly number[]): Bijection {
  checkLengths('affine', { scale, shift });
  if (scale.some((value) => !(Number.isFinite(value) && value !== 0))) {
    throw new TharsisError('density-parameter-invalid', `affine: scale is ${scale}`, 'give scales other than zero');
  }
  const logDeterminant = scale.reduce((sum, value) => sum + Math.log(Math.abs(value)), 0);
  const constant = (points: tf.Tensor2D, value: number): tf.Tensor1D => tf.fill([points.shape[0]], value);
  return {
    dimension: scale.length,
    forward: (points) => ({
      points: tf.add(tf.mul(points, [...scale]), [...shift]) as tf.Tensor2D,
      logDeterminant: constant(points, logDeterminant),
    }),
    inverse: (points) => ({
      points: tf.div(tf.sub(points, [...shift]), [...scale]) as tf.Tensor2D,
      logDeterminant: constant(points, -logDeterminant),
    }),
  };
}
