// AdamW: Adam with decoupled weight decay (Loshchilov & Hutter 2019, arXiv 1711.05101, algorithm 2). The decay acts on
// the weights themselves, not through the gradient, so the moments are not affected.
import { treeMap } from '../../foundation/tree.js';
import { isTensor, tensorTree } from '../../tensor/array-tree.js';
import { tf } from '../../tensor/tfjs.js';
import { type AdamOptions, adam } from './adam.js';
import type { Optimizer } from './optimizer.js';

export interface AdamwOptions extends AdamOptions {
  /**
   * Share of each weight lost per unit of learning rate and step; default 0.01. Applied to matrices and kernels, not to
   * biases. (The paper's λ multiplies the schedule alone, this one the learning rate.)
   */
  readonly weightDecay?: number;
}

/** AdamW as an argument of the training loop. */
export function adamw({ weightDecay = 0.01, ...options }: AdamwOptions = {}): Optimizer {
  const { identity, init, update } = adam(options);
  return {
    identity: { ...identity, name: 'adamw', weightDecay },
    init,
    update: (parameters, gradient, state, learningRate) => {
      if (weightDecay === 0) return update(parameters, gradient, state, learningRate);
      const decay = (weight: tf.Tensor): tf.Tensor =>
        weight.rank > 1 ? tf.mul(weight, tf.sub(1, tf.mul(learningRate, weightDecay))) : weight;
      const decayed = treeMap(tensorTree(parameters), isTensor, decay) as typeof parameters;
      return update(decayed, gradient, state, learningRate);
    },
  };
}
