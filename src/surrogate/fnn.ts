// The feedforward predictor: (time, parameters) → latent, with time as just another input (Agarwal et al. 2021).
import type { NdArray } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import type { ActivationName } from '../nets/activations.js';
import { applySkipStack, type SkipStackParameters, skipStackInit } from '../nets/skip-stack.js';
import type { tf } from '../tensor/tfjs.js';

export interface FnnShape {
  /** One for time, one for each parameter. */
  readonly inputs: number;
  readonly latents: number;
  readonly hidden: number;
  readonly layers: number;
  readonly activation: ActivationName;
  readonly outputActivation: ActivationName;
}

export type FnnParameters<Leaf> = SkipStackParameters<Leaf>;

export function fnnInit(stream: RandomStream, shape: FnnShape): FnnParameters<NdArray> {
  return skipStackInit(stream, { ...shape, outputs: shape.latents });
}

/** Normalized inputs (batch, 1 + parameters) → normalized latents (batch, latents). */
export function applyFnn(
  parameters: FnnParameters<tf.Tensor>,
  shape: FnnShape,
  inputs: tf.Tensor,
  masks?: tf.Tensor,
): tf.Tensor {
  return applySkipStack(parameters, inputs, shape.activation, shape.outputActivation, masks);
}
