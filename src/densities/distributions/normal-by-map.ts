// Normal distributions as maps of the standard normal distribution: points = mean + L × noise.
import { tf } from '../../tensor/tfjs.js';
import type { Distribution } from './distribution.js';
import { normalNoise } from './noise.js';

/** What distinguishes one normal distribution from another. */
export interface NormalMap {
  readonly name: string;
  readonly dimension: number;
  /** Logarithm of (2π)^(dimension/2) times the determinant of L. */
  readonly logVolume: number;
  /** L⁻¹ (points − mean). */
  standardized(points: tf.Tensor2D): tf.Tensor2D;
  /** L⁻ᵀ standardized: how steeply the density falls. */
  slope(standardized: tf.Tensor2D): tf.Tensor2D;
  /** mean + L noise. */
  sample(noise: tf.Tensor2D): tf.Tensor2D;
}

/** The distribution of a map. */
export function normalByMap({ name, dimension, logVolume, standardized, slope, sample }: NormalMap): Distribution {
  const logDensity = (points: tf.Tensor2D): tf.Tensor1D =>
    tf.sub(tf.mul(-0.5, tf.sum(tf.square(standardized(points)), 1)), logVolume) as tf.Tensor1D;
  return {
    name,
    dimension,
    normalized: true,
    logDensity,
    gradient: (points) => tf.neg(slope(standardized(points))),
    noise: (stream, count) => normalNoise(stream, count, dimension),
    sample,
    logProbability: logDensity,
  };
}
