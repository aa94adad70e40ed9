// The normal distribution with correlations, given by the Cholesky factor of its covariance.
import { TharsisError } from '../../foundation/errors.js';
import { cholesky, lowerInverse } from '../../statistics/cholesky.js';
import { tf } from '../../tensor/tfjs.js';
import { checkLengths, notPositive } from '../checked-numbers.js';
import type { Distribution } from './distribution.js';
import { normalByMap } from './normal-by-map.js';

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
  checkSymmetric(name, covariance);
  const factor = cholesky(Float64Array.from(covariance.flat()), dimension);
  if (!(factor instanceof Float64Array)) throw notPositive(name, `covariance, pivot ${factor.row}`, factor.pivot);
  const inverse = lowerInverse(factor, dimension);
  let logVolume = 0.5 * dimension * Math.log(2 * Math.PI);
  for (let i = 0; i < dimension; i++) logVolume += Math.log(factor[i * dimension + i]!);
  const matrix = (values: Float64Array): tf.Tensor2D => tf.tensor2d(Float32Array.from(values), [dimension, dimension]);
  return normalByMap({
    name,
    dimension,
    logVolume,
    // Rows are points, so L⁻¹ x is x L⁻ᵀ.
    standardized: (points) => tf.matMul(tf.sub(points, [...mean]) as tf.Tensor2D, matrix(inverse), false, true),
    slope: (standardized) => tf.matMul(standardized, matrix(inverse)),
    sample: (noise) => tf.add(tf.matMul(noise, matrix(factor), false, true), [...mean]) as tf.Tensor2D,
  });
}

function checkSymmetric(name: string, covariance: readonly (readonly number[])[]): void {
  for (const [i, row] of covariance.entries()) {
    for (let j = 0; j < i; j++) {
      if (row[j] === covariance[j]![i]) continue;
      throw new TharsisError(
        'density-parameter-invalid',
        `the covariance of the ${name} has ${row[j]} at [${i}, ${j}] and ${covariance[j]![i]} at [${j}, ${i}]`,
        'give a symmetric matrix',
      );
    }
  }
}
