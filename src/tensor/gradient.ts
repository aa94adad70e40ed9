// Gradients on trees.
import { treeLeaves, treeWithLeaves } from '../foundation/tree.js';
import { isTensor, tensorTree } from './array-tree.js';
import { tf } from './tfjs.js';

/**
 * The function that gives a scalar loss together with its gradient with respect to the first argument, a tree of
 * tensors. Every leaf must take part in the loss.
 */
export function valueAndGrad<Parameters, Rest extends readonly unknown[]>(
  loss: (parameters: Parameters, ...rest: Rest) => tf.Scalar,
): (parameters: Parameters, ...rest: Rest) => { value: tf.Scalar; gradient: Parameters } {
  return (parameters, ...rest) => {
    const tree = tensorTree(parameters);
    const leaves = treeLeaves(tree, isTensor);
    const ofLeaves = (...replaced: tf.Tensor[]): tf.Scalar =>
      loss(treeWithLeaves(tree, isTensor, replaced) as Parameters, ...rest);
    // Fresh tensors, so that what an outer function computed from the parameters before is a constant here.
    const { value, grads } = tf.valueAndGrads(ofLeaves)(leaves.map((leaf) => tf.clone(leaf)));
    return { value: value as tf.Scalar, gradient: treeWithLeaves(tree, isTensor, grads) as Parameters };
  };
}
