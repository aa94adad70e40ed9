// Forward mode, by reverse mode twice: the vector-Jacobian product J^T u is linear in u, and the gradient of its
// inner product with a tangent v with respect to u is J v. The value of u does not matter.
import { treeLeaves, treeMap, treeWithLeaves } from '../../foundation/tree.js';
import { isTensor, tensorTree } from '../array-tree.js';
import { tf } from '../tfjs.js';
import { gradientAlong, innerProduct } from './gradient-along.js';
import { vjp } from './vector-jacobian-product.js';

/**
 * The function that pushes a tangent forward: with J the Jacobian of `fn` with respect to its first argument, it gives
 * the value and J times the tangent.
 *
 * @param fn takes a tree of tensors, and other arguments that are held fixed, to a tree of tensors
 * @returns a function of the argument, of the tangent (a tree of the form of the argument) and of the other arguments
 */
export function jvp<X, Rest extends readonly unknown[], Y>(
  fn: (x: X, ...rest: Rest) => Y,
): (x: X, tangent: X, ...rest: Rest) => { value: Y; tangent: Y } {
  return (x, tangent, ...rest) => {
    const value = fn(x, ...rest);
    const form = tensorTree(value);
    const anyCotangent = treeLeaves(
      treeMap(form, isTensor, (tensor) => tf.zerosLike(tensor)),
      isTensor,
    );
    const tangents = treeLeaves(tensorTree(tangent), isTensor);
    const { gradient } = gradientAlong(anyCotangent, (cotangents) => {
      const pulledBack = vjp(fn)(x, treeWithLeaves(form, isTensor, cotangents) as Y, ...rest).gradient;
      return { scalar: innerProduct(treeLeaves(tensorTree(pulledBack), isTensor), tangents), along: [] };
    });
    return { value, tangent: treeWithLeaves(form, isTensor, gradient) as Y };
  };
}
