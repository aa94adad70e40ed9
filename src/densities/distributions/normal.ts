// The normal distribution with correlations, given by the Cholesky factor of its covariance.
import { TharsisError } from '../../foundation/errors.js';
import { tf } from '../../tensor/tfjs.js';
import { checkLengths, checkPositive } from '../checked-numbers.js';
import type { Distribution } from './distribution.js';
import { normalNoise } from './noise.js';

/**
 * The normal distribution of a mean and a covariance.
 *
 * @param mean (dimension)
 * @param covariance (dimension, dimension), symmetric and positive definite, in squares of the unit of the points
 * @throws TharsisError `density-parameter-invalid`
 */
export function normal(mean: readonly number[], covariance: readonly (readonly number[])[]): Distribution {
  const name = 'normal';
  const dimension = mean.length;
  checkLengths(name, { mean, covariance });
  for (const row of covariance) checkLengths(name, { mean, 'row of covariance': row });
  const factor = choleskyFactor(name, covariance);
  const inverse = lowerInverse(factor);
  const logVolume = factor.reduce((sum, row, i) => sum + Math.log(row[i]!), 0.5 * dimension * Math.log(2 * Math.PI));
  const matrix = (rows: readonly (readonly number[])[]): tf.Tensor2D =>
    tf.tensor2d(rows.flat(), [dimension, dimension]);
  // Rows are points, so L⁻¹ x is x L⁻ᵀ.
  const standardized = (points: tf.Tensor2D): tf.Tensor2D =>
    tf.matMul(tf.sub(points, [...mean]) as tf.Tensor2D, matrix(inverse), false, true);
  const logDensity = (points: tf.Tensor2D): tf.Tensor1D =>
    tf.sub(tf.mul(-0.5, tf.sum(tf.square(standardized(points)), 1)), logVolume) as tf.Tensor1D;
  return {
    name,
    dimension,
    normalized: true,
    logDensity,
    gradient: (points) => tf.neg(tf.matMul(standardized(points), matrix(inverse))) as tf.Tensor2D,
    noise: (stream, count) => normalNoise(stream, count, dimension),
    sample: (noise) => tf.add(tf.matMul(noise, matrix(factor), false, true), [...mean]) as tf.Tensor2D,
    logProbability: logDensity,
  };
}

/** Lower triangular L with L Lᵀ = covariance, in double precision. */
function choleskyFactor(name: string, covariance: readonly (readonly number[])[]): number[][] {
  const factor = covariance.map((row) => row.map(() => 0));
  for (const [i, row] of covariance.entries()) {
    for (let j = 0; j <= i; j++) {
      if (row[j] !== covariance[j]![i]) {
        throw new TharsisError(
          'density-parameter-invalid',
          `the covariance of the ${name} has ${row[j]} at [${i}, ${j}] and ${covariance[j]![i]} at [${j}, ${i}]`,
          'give a symmetric matrix',
        );
      }
      let remainder = row[j]!;
      for (let k = 0; k < j; k++) remainder -= factor[i]![k]! * factor[j]![k]!;
      if (i === j) checkPositive(name, `covariance, pivot ${i}`, [remainder]);
      factor[i]![j] = i === j ? Math.sqrt(remainder) : remainder / factor[j]![j]!;
    }
  }
  return factor;
}

/** Inverse of a lower triangular matrix by forward substitution. */
function lowerInverse(factor: readonly (readonly number[])[]): number[][] {
  const inverse = factor.map((row) => row.map(() => 0));
  for (let column = 0; column < factor.length; column++) {
    for (let i = column; i < factor.length; i++) {
      let remainder = i === column ? 1 : 0;
      for (let k = column; k < i; k++) remainder -= factor[i]![k]! * inverse[k]![column]!;
      inverse[i]![column] = remainder / factor[i]![i]!;
    }
  }
  return inverse;
}
