// Gradient clipping by global norm (Pascanu, Mikolov & Bengio 2013, arXiv 1211.5063, algorithm 1), around any optimizer.
import { treeLeaves, treeMap } from '../../foundation/tree.js';
import { isTensor, tensorTree } from '../../tensor/array-tree.js';
import { tf } from '../../tensor/tfjs.js';
import type { Optimizer } from './optimizer.js';

/**
 * The optimizer, given gradients scaled down to `maximumNorm` where their norm, over all weights together, is larger.
 * Smaller gradients are left as they are, to the bit.
 */
export function clipped(optimizer: Optimizer, maximumNorm: number): Optimizer {
  return {
    identity: { name: 'clipped', maximumNorm, optimizer: optimizer.identity },
    init: optimizer.init,
    update: (parameters, gradient, state, learningRate) => {
      const tree = tensorTree(gradient);
      const squares = treeLeaves(tree, isTensor).map((slope) => tf.sum(tf.square(slope)));
      const norm = tf.sqrt(tf.addN(squares));
      const factor = tf.div(maximumNorm, tf.maximum(norm, maximumNorm));
      const shortened = treeMap(tree, isTensor, (slope) => tf.mul(slope, factor)) as typeof gradient;
      return optimizer.update(parameters, shortened, state, learningRate);
    },
  };
}
