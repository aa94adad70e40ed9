// What a bijection is: an invertible, differentiable map of real vectors, with the logarithm of its change of volume.
import type { tf } from '../tensor/tfjs.js';

/** Mapped points and log |det J| of the map. */
export interface Mapped {
  /** (batch, dimension). */
  readonly points: tf.Tensor2D;
  /** log |det ∂(points)/∂(argument)|, (batch). */
  readonly logDeterminant: tf.Tensor1D;
}

/** A bijection of points in `dimension` real numbers; rows of a batch are mapped independently. */
export interface Bijection {
  readonly dimension: number;
  /** @param points (batch, dimension), anywhere in the domain */
  forward(points: tf.Tensor2D): Mapped;
  /**
   * The inverse map, with its own log-determinant: minus that of `forward` at the result.
   *
   * @param points (batch, dimension), anywhere in the image of `forward`
   */
  inverse(points: tf.Tensor2D): Mapped;
}
