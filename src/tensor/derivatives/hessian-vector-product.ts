// Products with the Hessian H, which is never formed: the gradient of the inner product of gradient and vector.
import { treeLeaves, treeWithLeaves } from '../../foundation/tree.js';
import { isTensor, tensorTree } from '../array-tree.js';
import type { tf } from '../tfjs.js';
import { gradientAlong, innerProduct } from './gradient-along.js';

/**
 * The function that gives the gradient of a scalar loss with respect to its first argument, a tree of tensors, and the
 * product of its Hessian with a vector, a tree of the same form, for about the cost of two gradients.
 */
export function hessianVectorProduct<X, Rest extends readonly unknown[]>(
  loss: (x: X, ...rest: Rest) => tf.Scalar,
): (x: X, vector: X, ...rest: Rest) => { gradient: X; product: X } {
  return (x, vector, ...rest) => {
    const form = tensorTree(x);
    const vectors = treeLeaves(tensorTree(vector), isTensor);
    const ofLeaves = (leaves: tf.Tensor[]) => ({
      scalar: loss(treeWithLeaves(form, isTensor, leaves) as X, ...rest),
      along: [],
    });
    const { gradient, along } = gradientAlong(treeLeaves(form, isTensor), (leaves) => {
      const slopes = gradientAlong(leaves, ofLeaves).gradient;
      return { scalar: innerProduct(slopes, vectors), along: slopes };
    });
    return {
      gradient: treeWithLeaves(form, isTensor, along) as X,
      product: treeWithLeaves(form, isTensor, gradient) as X,
    };
  };
}
