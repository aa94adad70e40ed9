// Several training steps in one call: loss, gradient, optimizer, and again with the next batch. Between steps, weights
// and optimizer state stay inside the engine.
import { valueAndGrad } from '../tensor/gradient.js';
import { scan } from '../tensor/scan.js';
import type { tf } from '../tensor/tfjs.js';
import { adam } from './optimizers/adam.js';
import type { Optimizer } from './optimizers/optimizer.js';

/** What a call of training steps gives; `losses` are those before each step, (steps). */
export interface TrainingSteps<Parameters> {
  readonly losses: tf.Tensor;
  readonly parameters: Parameters;
  /** The optimizer's state, a tree of tensors of the form that its `init` gives. */
  readonly optimizer: unknown;
}

/**
 * The function that trains on `batches`, a tree of tensors whose first axis counts the steps, at one learning rate. The
 * state is what `optimizer.init` gives.
 */
export function trainingSteps<Parameters, Batch>(
  loss: (parameters: Parameters, batch: Batch) => tf.Scalar,
  optimizer: Optimizer = adam(),
): (parameters: Parameters, state: unknown, batches: Batch, learningRate: tf.Tensor) => TrainingSteps<Parameters> {
  const lossAndGradient = valueAndGrad(loss);
  return (parameters, initial, batches, learningRate) => {
    const { state, output } = scan(
      (current: { parameters: Parameters; optimizer: unknown }, batch: Batch) => {
        const { value, gradient } = lossAndGradient(current.parameters, batch);
        const updated = optimizer.update(current.parameters, gradient, current.optimizer, learningRate);
        return { state: { parameters: updated.parameters, optimizer: updated.state }, output: value };
      },
      { parameters, optimizer: initial },
      batches,
    );
    return { losses: output, parameters: state.parameters, optimizer: state.optimizer };
  };
}
