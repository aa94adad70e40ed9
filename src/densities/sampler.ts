// What a sampler is: a source of independent points whose probability is known.
import type { NdArray } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import type { tf } from '../tensor/tfjs.js';

/** A sampler, split in two so that its randomness stays outside graphs: noise is drawn, then it is transformed. */
export interface Sampler {
  readonly dimension: number;
  /** The noise of `count` points, (count, dimension); the same for the same stream. */
  noise(stream: RandomStream, count: number): NdArray;
  /**
   * The points that noise becomes, differentiable in whatever parameters the sampler has.
   *
   * @param noise (batch, dimension), as `noise` gives it
   * @returns points, (batch, dimension)
   */
  sample(noise: tf.Tensor2D): tf.Tensor2D;
  /**
   * Natural logarithm of the density with which a point is drawn, normalized.
   *
   * @param points (batch, dimension)
   * @returns (batch); -∞ where no points are drawn
   */
  logProbability(points: tf.Tensor2D): tf.Tensor1D;
}
