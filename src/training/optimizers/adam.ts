// Adam (Kingma & Ba 2015, arXiv 1412.6980, algorithm 1) with decoupled weight decay (Loshchilov & Hutter 2019,
// arXiv 1711.05101), as pure functions on trees: the state goes in and comes out.
import { type NdArray, ndArray, sizeOf } from '../../foundation/nd-array.js';
import { treeLeaves, treeMap, treeWithLeaves } from '../../foundation/tree.js';
import { arrayTree, isNdArray, isTensor, tensorTree } from '../../tensor/array-tree.js';
import { tf } from '../../tensor/tfjs.js';

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

/** The same state outside of a compiled function; `Parameters` is a tree of arrays. */
export interface AdamArrays<Parameters> {
  readonly step: NdArray;
  readonly first: Parameters;
  readonly second: Parameters;
}

/** What the moments in a state are, so that a stored state of another meaning is not taken for one of this. */
export const adamMoments = 'discounted sums';

export interface AdamOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Share of each weight lost per unit of learning rate and step; applied to matrices and kernels, not to biases. */
  readonly weightDecay?: number;
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
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  const tree = tensorTree(parameters);
  const weights = treeLeaves(tree, isTensor);
  const gradients = treeLeaves(tensorTree(gradient), isTensor);
  const firsts = treeLeaves(tensorTree(state.first), isTensor);
  const seconds = treeLeaves(tensorTree(state.second), isTensor);
  const step = tf.add(state.step, 1);
  // (1 - β) / (1 - β^step), without the cancellation of the first steps.
  const average = (beta: number): tf.Tensor => tf.div(beta - 1, tf.expm1(tf.mul(step, Math.log(beta))));
  const root = tf.sqrt(average(beta2));
  const scale = tf.div(tf.mul(learningRate, average(beta1)), root);
  const scaledEpsilon = tf.div(epsilon, root);

  const newWeights: tf.Tensor[] = [];
  const newFirsts: tf.Tensor[] = [];
  const newSeconds: tf.Tensor[] = [];
  for (const [index, weight] of weights.entries()) {
    const slope = gradients[index]!;
    const first = tf.add(tf.mul(firsts[index]!, beta1), slope);
    const second = tf.add(tf.mul(seconds[index]!, beta2), tf.square(slope));
    const direction = tf.div(first, tf.add(tf.sqrt(second), scaledEpsilon));
    const kept =
      weightDecay > 0 && weight.rank > 1 ? tf.mul(weight, tf.sub(1, tf.mul(learningRate, weightDecay))) : weight;
    newWeights.push(tf.sub(kept, tf.mul(direction, scale)));
    newFirsts.push(first);
    newSeconds.push(second);
  }
  const filled = (leaves: tf.Tensor[]): Parameters => treeWithLeaves(tree, isTensor, leaves) as Parameters;
  return {
    parameters: filled(newWeights),
    state: { step, first: filled(newFirsts), second: filled(newSeconds) },
  };
}
