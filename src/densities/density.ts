// What a density is: the logarithm of a probability density on real vectors, up to a constant.
import type { tf } from '../tensor/tfjs.js';

/** A probability density of points in `dimension` real numbers. */
export interface Density {
  readonly dimension: number;
  /** Whether the density integrates to 1; otherwise it is known up to a factor (a Boltzmann weight). */
  readonly normalized: boolean;
  /**
   * Natural logarithm of the density (per unit of volume of the points), differentiable wherever the density is smooth.
   *
   * @param points (batch, dimension)
   * @returns (batch); -∞ outside the support
   */
  logDensity(points: tf.Tensor2D): tf.Tensor1D;
  /**
   * Gradient of `logDensity` where it is known in closed form; otherwise take it from the tape.
   *
   * @param points (batch, dimension)
   * @returns (batch, dimension)
   */
  gradient?(points: tf.Tensor2D): tf.Tensor2D;
}
