// The recurrent predictor: a window of past latents, each with its mask, the step to the next frame, the parameters and
// its time → the next latent (Agarwal et al. 2021, "20to1"). Before the first frame the window repeats it, with mask 0.
import type { NdArray } from '../../../foundation/nd-array.js';
import type { RandomStream } from '../../../foundation/random-stream.js';
import type { ActivationName } from '../../../nets/activation-names.js';
import { activate } from '../../../nets/activations.js';
import { applyDense, type DenseParameters, denseInit } from '../../../nets/dense.js';
import { applyLstm, type LstmParameters, lstmInit } from '../../../nets/lstm.js';
import { tf } from '../../../tensor/tfjs.js';
import type { LstmTraining } from './settings.js';

export interface LstmPredictorShape {
  readonly latents: number;
  /** Simulation parameters. */
  readonly parameters: number;
  readonly window: number;
  readonly hidden: number;
  readonly layers: number;
  readonly activation: ActivationName;
  readonly outputActivation: ActivationName;
  readonly residual: boolean;
}

export type LstmPredictorParameters<Leaf> = {
  readonly layers: readonly LstmParameters<Leaf>[];
  readonly output: DenseParameters<Leaf>;
};

/** The shape that a configuration gives for a number of simulation parameters and latents. */
export function lstmPredictorShape(parameters: number, latents: number, config: LstmTraining): LstmPredictorShape {
  const { window, hidden, layers, activation, outputActivation, residual } = config;
  return { latents, parameters, window, hidden, layers, activation, outputActivation, residual };
}

/** Numbers per frame: mask, time step, time, the parameters, and the latent. */
export function frameSize(shape: Pick<LstmPredictorShape, 'latents' | 'parameters'>): number {
  return 3 + shape.parameters + shape.latents;
}

export function lstmPredictorInit(stream: RandomStream, shape: LstmPredictorShape): LstmPredictorParameters<NdArray> {
  return {
    layers: Array.from({ length: shape.layers }, (_, layer) =>
      lstmInit(stream.child(`layer ${layer}`), layer === 0 ? frameSize(shape) : shape.hidden, shape.hidden),
    ),
    output: denseInit(stream.child('output'), shape.hidden, shape.latents, shape.outputActivation),
  };
}

/**
 * Windows (batch, window, frame size), oldest frame first, latents last in a frame → next latents (batch, latents), all
 * normalized.
 */
export function applyLstmPredictor(
  parameters: LstmPredictorParameters<tf.Tensor>,
  shape: LstmPredictorShape,
  windows: tf.Tensor,
  mask?: tf.Tensor,
): tf.Tensor {
  const [batch, window, size] = windows.shape as [number, number, number];
  let sequence: tf.Tensor[] = tf.split(windows, window, 1).map((frame) => tf.reshape(frame, [batch, size]));
  const last = tf.slice(sequence[window - 1]!, [0, size - shape.latents], [batch, shape.latents]);
  for (const layer of parameters.layers) sequence = applyLstm(layer, sequence, shape.activation);
  const final = sequence[window - 1]!;
  const hidden = mask === undefined ? final : tf.mul(final, mask);
  const output = activate(shape.outputActivation, applyDense(parameters.output, hidden));
  return shape.residual ? tf.add(last, output) : output;
}
