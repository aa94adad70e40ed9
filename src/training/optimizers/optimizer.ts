// What an optimizer is: a rule that takes weights, their gradient and a state to new weights and a new state. It is a
// pair of pure functions on trees, so that a step can be recorded as a graph and its state saved like any other arrays.
import type { NdArray } from '../../foundation/nd-array.js';
import type { Tree } from '../../foundation/tree.js';
import type { tf } from '../../tensor/tfjs.js';

/** An optimizer with its options set. */
export interface Optimizer {
  /** Name, options and the meaning of the state, as plain data: part of what a checkpoint belongs to. */
  readonly identity: { readonly name: string; readonly [option: string]: unknown };
  /** The state before the first step; `parameters` is a tree of arrays. */
  init(parameters: unknown): Tree<NdArray>;
  /**
   * One step, as tensors.
   *
   * @param gradient of the form of the parameters
   * @param state a tree of tensors of the form that `init` gives (unknown here: recursive types are beyond the
   * compiler where they pass through compiled functions)
   * @param learningRate scalar, an argument so that a schedule needs no new graph
   */
  update<Parameters>(
    parameters: Parameters,
    gradient: Parameters,
    state: unknown,
    learningRate: tf.Tensor,
  ): { readonly parameters: Parameters; readonly state: unknown };
}
