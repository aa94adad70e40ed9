// Adam (Kingma & Ba 2015, arXiv 1412.6980, algorithm 1), without weight decay.
import { type NdArray, ndArray, sizeOf } from '../../foundation/nd-array.js';
import { treeLeaves, treeMap, treeWithLeaves } from '../../foundation/tree.js';
import { arrayTree, isNdArray, isTensor, tensorTree } from '../../tensor/array-tree.js';
import { tf } from '../../tensor/tfjs.js';
import { discountedShare } from './discounted-share.js';
import type { Optimizer } from './optimizer.js';

/**
 * Step count (scalar) and the discounted sums of the gradients, Σ β₁ⁿ g, and of their squares, Σ β₂ⁿ g², n steps ago,
 * of the form of the parameters. The moments of the paper are (1 - β₁) and (1 - β₂) times these sums; the factors are
 * put into the step size, which spares two passes over the weights.
 */
export interface AdamState<Parameters> {
  readonly step: tf.Tensor;
  readonly first: Parameters;
  readonly second: Parameters;
}

/** The same state outside a compiled function; `Parameters` is a tree of arrays. */
export interface AdamArrays<Parameters> {
  readonly step: NdArray;
  readonly first: Parameters;
  readonly second: Parameters;
}

/** Names the definition of the moments in a state, so that a stored state with other definitions is not used. */
const adamMoments = 'discounted sums';

export interface AdamOptions {
  /** Discount of the mean of gradients; default 0.9. */
  readonly beta1?: number;
  /** Discount of the mean of squared gradients; default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
}

/** Adam as an argument of the training loop. */
export function adam(options: AdamOptions = {}): Optimizer {
  return {
    identity: { name: 'adam', moments: adamMoments, ...options },
    init: (parameters) => arrayTree(adamInit(parameters)),
    update: (parameters, gradient, state, learningRate) =>
      adamUpdate(parameters, gradient, state as AdamState<typeof parameters>, learningRate, options),
  };
}

/** The state before the first step. */
export function adamInit<Parameters>(parameters: Parameters): AdamArrays<Parameters> {
  const zeros = (array: NdArray): NdArray => ndArray(array.shape, new Float32Array(sizeOf(array.shape)));
  return {
    step: ndArray([], [0]),
    first: treeMap(arrayTree(parameters), isNdArray, zeros) as Parameters,
    second: treeMap(arrayTree(parameters), isNdArray, zeros) as Parameters,
  };
}

/** One step. `learningRate` is a scalar tensor, so that a schedule does not need a new graph. */
export function adamUpdate<Parameters>(
  parameters: Parameters,
  gradient: Parameters,
  state: AdamState<Parameters>,
  learningRate: tf.Tensor,
  options: AdamOptions = {},
): { parameters: Parameters; state: AdamState<Parameters> } {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const tree = tensorTree(parameters);
  const weights = treeLeaves(tree, isTensor);
  const gradients = treeLeaves(tensorTree(gradient), isTensor);
  const firsts = treeLeaves(tensorTree(state.first), isTensor);
  const seconds = treeLeaves(tensorTree(state.second), isTensor);
  const step = tf.add(state.step, 1);
  const root = tf.sqrt(discountedShare(beta2, step));
  const scale = tf.div(tf.mul(learningRate, discountedShare(beta1, step)), root);
  const scaledEpsilon = tf.div(epsilon, root);

  const newWeights: tf.Tensor[] = [];
  const newFirsts: tf.Tensor[] = [];
  const newSeconds: tf.Tensor[] = [];
  for (const [index, weight] of weights.entries()) {
    const slope = gradients[index]!;
    const first = tf.add(tf.mul(firsts[index]!, beta1), slope);
    const second = tf.add(tf.mul(seconds[index]!, beta2), tf.square(slope));
    const direction = tf.div(first, tf.add(tf.sqrt(second), scaledEpsilon));
    newWeights.push(tf.sub(weight, tf.mul(direction, scale)));
    newFirsts.push(first);
    newSeconds.push(second);
  }
  const filled = (leaves: tf.Tensor[]): Parameters => treeWithLeaves(tree, isTensor, leaves) as Parameters;
  return {
    parameters: filled(newWeights),
    state: { step, first: filled(newFirsts), second: filled(newSeconds) },
  };
}
