// The feedforward network: (time, parameters) → latent, the mean of several networks of dense layers with skips.
import type { NdArray } from '../../../foundation/nd-array.js';
import type { RandomStream } from '../../../foundation/random-stream.js';
import type { ActivationName } from '../../../nets/activation-names.js';
import { applySkipStack, type SkipStackParameters, skipStackInit } from '../../../nets/skip-stack.js';
import { tf } from '../../../tensor/tfjs.js';
import type { FnnTraining } from './settings.js';

export interface FnnShape {
  /** One for time, one for each parameter. */
  readonly inputs: number;
  readonly latents: number;
  readonly members: number;
  readonly hidden: number;
  readonly layers: number;
  readonly activation: ActivationName;
  readonly outputActivation: ActivationName;
}

/** The shape that a configuration gives for a number of simulation parameters and latents. */
export function fnnShape(parameters: number, latents: number, config: FnnTraining): FnnShape {
  const { members, hidden, layers, activation, outputActivation } = config;
  return { inputs: 1 + parameters, latents, members, hidden, layers, activation, outputActivation };
}

/** One stack a member. */
export type FnnParameters<Leaf> = readonly SkipStackParameters<Leaf>[];

export function fnnInit(stream: RandomStream, shape: FnnShape): FnnParameters<NdArray> {
  return Array.from({ length: shape.members }, (_, member) =>
    skipStackInit(stream.child(`member ${member}`), { ...shape, outputs: shape.latents }),
  );
}

/**
 * Normalized inputs (batch, 1 + parameters) → normalized latents (batch, latents) of each member.
 *
 * @param masks (batch, members × layers, hidden), see `applySkipStack`
 */
export function applyFnnMembers(
  parameters: FnnParameters<tf.Tensor>,
  shape: FnnShape,
  inputs: tf.Tensor,
  masks?: tf.Tensor,
): tf.Tensor[] {
  const { layers, hidden, activation, outputActivation } = shape;
  return parameters.map((stack, member) => {
    const own = masks && tf.slice(masks, [0, member * layers, 0], [inputs.shape[0]!, layers, hidden]);
    return applySkipStack(stack, inputs, activation, outputActivation, own);
  });
}

/** The prediction: the mean of the members. */
export function applyFnn(parameters: FnnParameters<tf.Tensor>, shape: FnnShape, inputs: tf.Tensor): tf.Tensor {
  return tf.div(tf.addN(applyFnnMembers(parameters, shape, inputs)), shape.members);
}
