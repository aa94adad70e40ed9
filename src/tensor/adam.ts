// Adam (Kingma & Ba 2015, arXiv 1412.6980, algorithm 1) with decoupled weight decay (Loshchilov & Hutter 2019,
// arXiv 1711.05101), as pure functions on trees: the state goes in and comes out.
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import { treeLeaves, treeMap, treeWithLeaves } from '../foundation/tree.js';
import { arrayTree, isNdArray, isTensor, tensorTree } from './array-tree.js';
import { tf } from './tfjs.js';

/** Step count (scalar) and the moving averages of the gradient and of its square, of the form of the parameters. */
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
  // 1 - beta^step, without the cancellation of the first steps.
  const correction1 = tf.neg(tf.expm1(tf.mul(step, Math.log(beta1))));
  const correction2 = tf.neg(tf.expm1(tf.mul(step, Math.log(beta2))));
  const scale = tf.div(learningRate, correction1);
  const rootCorrection = tf.sqrt(correction2);

  const newWeights: tf.Tensor[] = [];
  const newFirsts: tf.Tensor[] = [];
  const newSeconds: tf.Tensor[] = [];
  for (const [index, weight] of weights.entries()) {
    const slope = gradients[index]!;
    const first = tf.add(tf.mul(firsts[index]!, beta1), tf.mul(slope, 1 - beta1));
    const second = tf.add(tf.mul(seconds[index]!, beta2), tf.mul(tf.square(slope), 1 - beta2));
    const denominator = tf.add(tf.div(tf.sqrt(second), rootCorrection), epsilon);
    const kept =
      weightDecay > 0 && weight.rank > 1 ? tf.mul(weight, tf.sub(1, tf.mul(learningRate, weightDecay))) : weight;
    newWeights.push(tf.sub(kept, tf.div(tf.mul(first, scale), denominator)));
    newFirsts.push(first);
    newSeconds.push(second);
  }
  const filled = (leaves: tf.Tensor[]): Parameters => treeWithLeaves(tree, isTensor, leaves) as Parameters;
  return {
    parameters: filled(newWeights),
    state: { step, first: filled(newFirsts), second: filled(newSeconds) },
  };
}
