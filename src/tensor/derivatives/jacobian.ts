// Jacobians of batches. Every row of the batch is a case of its own, so one product serves all of them at once.
import { tf } from '../tfjs.js';
import { jvp } from './jacobian-vector-product.js';
import { vjp } from './vector-jacobian-product.js';

/**
 * The function that gives the Jacobians, (batch, m, n), of a function that takes every row of (batch, n) to a row of
 * (batch, m), independently of the other rows; by rows if m <= n, by columns otherwise.
 *
 * @returns a function of the argument and of the other arguments of `fn`, which are held fixed
 */
export function jacobian<Rest extends readonly unknown[]>(
  fn: (x: tf.Tensor2D, ...rest: Rest) => tf.Tensor2D,
): (x: tf.Tensor2D, ...rest: Rest) => { value: tf.Tensor2D; jacobian: tf.Tensor3D } {
  return (x, ...rest) => {
    const value = fn(x, ...rest);
    const [batch, n] = x.shape;
    const [rows, m] = value.shape;
    if (rows !== batch) throw new Error(`jacobian(): got ${rows} rows for ${batch}, expected as many`);
    const lines =
      m <= n
        ? unitVectors(batch, m).map((unit) => vjp(fn)(x, unit, ...rest).gradient)
        : unitVectors(batch, n).map((unit) => jvp(fn)(x, unit, ...rest).tangent);
    return { value, jacobian: tf.stack(lines, m <= n ? 1 : 2) as tf.Tensor3D };
  };
}

/** For every one of `length` axes the unit vector along it, (batch, length), the same in all rows. */
export function unitVectors(batch: number, length: number): tf.Tensor2D[] {
  return Array.from({ length }, (_, axis) =>
    tf.tile(tf.tensor2d(new Float32Array(length).fill(1, axis, axis + 1), [1, length]), [batch, 1]),
  );
}
