// Random numbers that are drawn while a function is recorded would be drawn once and never change: one dropout
// mask for a whole training. TensorFlow.js takes its seeds from Math.random, which therefore throws while recording.
import { TharsisError } from '../../foundation/errors.js';

/**
 * Runs `fn`, in which Math.random, and so tf.randomNormal, tf.dropout and their kin, throw. A seed of one's own is let
 * pass.
 */
export function withoutRandomness<Result>(fn: () => Result): Result {
  const { random } = Math;
  Math.random = () => {
    throw new TharsisError(
      'engine-random-while-recording',
      'a compiled function draws random numbers (tf.randomNormal, tf.randomUniform, tf.dropout, Math.random); recorded, they would be the same in every run',
      'draw them outside and pass them as an argument; for dropout, multiply by a mask',
      { exitCode: 1 },
    );
  };
  try {
    return fn();
  } finally {
    Math.random = random;
  }
}
