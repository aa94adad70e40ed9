// The exponential moving average of the weights (Polyak & Juditsky 1992; as used for generative models), around any
// optimizer. Training continues from the weights themselves; the average is kept in the state.
import { type NdArray, ndArray } from '../../foundation/nd-array.js';
import { type Tree, treeLeaves, treeWithLeaves } from '../../foundation/tree.js';
import { arrayTree, isTensor, tensorTree } from '../../tensor/array-tree.js';
import { tf } from '../../tensor/tfjs.js';
import { discountedShare } from './discounted-share.js';
import type { Optimizer } from './optimizer.js';

/** Steps taken (scalar), the average of the weights, and the state of the optimizer itself. */
interface AveragedState<Leaf> {
  readonly step: Leaf;
  readonly average: Tree<Leaf>;
  readonly optimizer: unknown;
}

/**
 * The optimizer, with the mean of all weights it has given, those n steps ago weighted by decayⁿ. The weights before
 * the first step are not part of it.
 */
export function averaged(optimizer: Optimizer, decay: number): Optimizer {
  return {
    identity: { name: 'averaged', decay, optimizer: optimizer.identity },
    init: (parameters) => {
      const state: AveragedState<NdArray> = {
        step: ndArray([], [0]),
        average: arrayTree(parameters),
        optimizer: optimizer.init(parameters),
      };
      return arrayTree(state);
    },
    update: (parameters, gradient, state, learningRate) => {
      const before = state as AveragedState<tf.Tensor>;
      const updated = optimizer.update(parameters, gradient, before.optimizer, learningRate);
      const step = tf.add(before.step, 1);
      const share = discountedShare(decay, step);
      const weights = treeLeaves(tensorTree(updated.parameters), isTensor);
      const means = treeLeaves(before.average, isTensor).map((mean, index) =>
        tf.add(mean, tf.mul(share, tf.sub(weights[index]!, mean))),
      );
      const average = treeWithLeaves(before.average, isTensor, means);
      const after: AveragedState<tf.Tensor> = { step, average, optimizer: updated.state };
      return { parameters: updated.parameters, state: after };
    },
  };
}

/** The average in the state of an averaged optimizer. */
export function averageIn<Parameters>(state: Tree<NdArray>): Parameters {
  return (state as object as AveragedState<NdArray>).average as Parameters;
}
