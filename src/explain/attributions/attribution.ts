// What an attribution is: a method that shares out a scalar output of a function among its input numbers.
import type { tf } from '../../tensor/tfjs.js';

/**
 * What is explained: a differentiable function of inputs, (batch, ...), that gives one number for each of them, (batch).
 * Rows do not depend on each other.
 */
export type Explained = (inputs: tf.Tensor) => tf.Tensor1D;

/** An attribution with its options set; a pure function of tensors, so that it can be recorded as a graph. */
export interface Attribution {
  readonly name: string;
  /**
   * The share of each input number.
   *
   * @param inputs (batch, ...)
   * @returns of the shape of the inputs; the unit is that of the output, over that of the input for methods that give a
   * derivative
   */
  attribute(explained: Explained, inputs: tf.Tensor): tf.Tensor;
}
