// Divergences of batches of vectors: the traces of the Jacobians, exact or estimated.
import { treeLeaves } from '../../foundation/tree.js';
import { isTensor, tensorTree } from '../array-tree.js';
import { tf } from '../tfjs.js';
import { unitVectors } from './jacobian.js';
import { vjp } from './vector-jacobian-product.js';

/**
 * The function that gives the values (batch, n) and the divergences (batch) of a function that takes every row of
 * (batch, n) to a row of the same length, independently of the other rows. It costs n vector-Jacobian products.
 */
export function divergence<Rest extends readonly unknown[]>(
  fn: (x: tf.Tensor2D, ...rest: Rest) => tf.Tensor2D,
): (x: tf.Tensor2D, ...rest: Rest) => { value: tf.Tensor2D; divergence: tf.Tensor1D } {
  return (x, ...rest) => {
    const [batch, n] = x.shape;
    const value = fn(x, ...rest);
    const diagonal = unitVectors(batch, n).map((unit, axis) =>
      tf.slice(vjp(fn)(x, unit, ...rest).gradient, [0, axis], [batch, 1]),
    );
    return { value, divergence: tf.reshape(tf.addN(diagonal), [batch]) };
  };
}

/**
 * The function that gives the values and an estimate of the divergences (batch): for noise e of mean zero and
 * covariance one, e^T J e has the trace of J as its mean (Hutchinson 1990, doi:10.1080/03610919008812866). It costs one
 * vector-Jacobian product, whatever the dimension. The argument may be a tensor (batch, ...) or a tree of such; the
 * value has its form.
 *
 * @returns a function of the argument, of the noise (of the form of the argument) and of the other arguments
 */
export function hutchinsonDivergence<X, Rest extends readonly unknown[]>(
  fn: (x: X, ...rest: Rest) => X,
): (x: X, noise: X, ...rest: Rest) => { value: X; divergence: tf.Tensor1D } {
  return (x, noise, ...rest) => {
    const { value, gradient } = vjp(fn)(x, noise, ...rest);
    const noises = treeLeaves(tensorTree(noise), isTensor);
    const parts = treeLeaves(tensorTree(gradient), isTensor).map((leaf, index) => {
      const products = tf.mul(leaf, noises[index]!);
      return tf.sum<tf.Tensor1D>(products, products.shape.map((_, axis) => axis).slice(1));
    });
    return { value, divergence: parts.length === 1 ? parts[0]! : tf.addN(parts) };
  };
}
