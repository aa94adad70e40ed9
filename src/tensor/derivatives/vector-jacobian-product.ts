// Reverse mode: cotangents of the results, pulled back to the arguments.
import { treeLeaves, treeWithLeaves } from '../../foundation/tree.js';
import { isTensor, tensorTree } from '../array-tree.js';
import type { tf } from '../tfjs.js';
import { gradientAlong, innerProduct } from './gradient-along.js';

/**
 * The function that pulls a cotangent back: with J the Jacobian of `fn` with respect to its first argument, it gives
 * the value and J^T times the cotangent, for about the cost of three evaluations.
 *
 * @param fn takes a tree of tensors, and other arguments that are held fixed, to a tree of tensors
 * @returns a function of the argument, of the cotangent (a tree of the form of the value) and of the other arguments
 */
export function vjp<X, Rest extends readonly unknown[], Y>(
  fn: (x: X, ...rest: Rest) => Y,
): (x: X, cotangent: Y, ...rest: Rest) => { value: Y; gradient: X } {
  return (x, cotangent, ...rest) => {
    const form = tensorTree(x);
    const cotangents = treeLeaves(tensorTree(cotangent), isTensor);
    const { gradient, along } = gradientAlong(treeLeaves(form, isTensor), (leaves: tf.Tensor[]) => {
      const value = tensorTree(fn(treeWithLeaves(form, isTensor, leaves) as X, ...rest));
      const values = treeLeaves(value, isTensor);
      return { scalar: innerProduct(values, cotangents), along: values };
    });
    return {
      value: treeWithLeaves(tensorTree(cotangent), isTensor, along) as Y,
      gradient: treeWithLeaves(form, isTensor, gradient) as X,
    };
  };
}
