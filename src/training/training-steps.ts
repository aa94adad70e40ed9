// Steps of training, several in one call: loss, gradient, Adam, and again with the next batch. Between them weights and
// moments stay where they are computed.

import { valueAndGrad } from '../tensor/gradient.js';
import { scan } from '../tensor/scan.js';
import type { tf } from '../tensor/tfjs.js';
import { type AdamOptions, type AdamState, adamUpdate } from './optimizers/adam.js';

/** What a call of training steps gives; `losses` are those before each step, (steps). */
export interface TrainingSteps<Parameters> {
  readonly losses: tf.Tensor;
  readonly parameters: Parameters;
  readonly adam: AdamState<Parameters>;
}

/** The function that trains on `batches`, a tree of tensors whose first axis counts the steps, at one learning rate. */
export function trainingSteps<Parameters, Batch>(
  loss: (parameters: Parameters, batch: Batch) => tf.Scalar,
  options: AdamOptions = {},
): (
  parameters: Parameters,
  adam: AdamState<Parameters>,
  batches: Batch,
  learningRate: tf.Tensor,
) => TrainingSteps<Parameters> {
  const lossAndGradient = valueAndGrad(loss);
  return (parameters, adam, batches, learningRate) => {
    const { state, output } = scan(
      (current: { parameters: Parameters; adam: AdamState<Parameters> }, batch: Batch) => {
        const { value, gradient } = lossAndGradient(current.parameters, batch);
        const updated = adamUpdate(current.parameters, gradient, current.adam, learningRate, options);
        return { state: { parameters: updated.parameters, adam: updated.state }, output: value };
      },
      { parameters, adam },
      batches,
    );
    return { losses: output, parameters: state.parameters, adam: state.adam };
  };
}
