// The paper's fully connected network with dense additive skips (Agarwal et al. 2021): the outputs of all earlier
// hidden layers are added to a layer's pre-activation. Dropout masks are inputs, so that randomness stays outside.
import type { NdArray } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import { tf } from '../tensor/tfjs.js';
import type { ActivationName } from './activation-names.js';
import { activate } from './activations.js';
import { applyDense, type DenseParameters, denseInit } from './dense.js';

export interface SkipStackShape {
  readonly inputs: number;
  readonly hidden: number;
  readonly layers: number;
  readonly outputs: number;
  readonly activation: ActivationName;
  readonly outputActivation: ActivationName;
}

export type SkipStackParameters<Leaf> = {
  readonly hidden: readonly DenseParameters<Leaf>[];
  readonly output: DenseParameters<Leaf>;
};

export function skipStackInit(stream: RandomStream, shape: SkipStackShape): SkipStackParameters<NdArray> {
  return {
    hidden: Array.from({ length: shape.layers }, (_, layer) =>
      denseInit(
        stream.child(`hidden ${layer}`),
        layer === 0 ? shape.inputs : shape.hidden,
        shape.hidden,
        shape.activation,
      ),
    ),
    output: denseInit(stream.child('output'), shape.hidden, shape.outputs, shape.outputActivation),
  };
}

/**
 * x (batch, inputs) → (batch, outputs).
 *
 * @param masks (batch, layers, hidden): what each hidden output is multiplied by; undefined means no dropout
 */
export function applySkipStack(
  parameters: SkipStackParameters<tf.Tensor>,
  x: tf.Tensor,
  activation: ActivationName,
  outputActivation: ActivationName,
  masks?: tf.Tensor,
): tf.Tensor {
  let current = x;
  let sum: tf.Tensor | undefined;
  for (const [index, layer] of parameters.hidden.entries()) {
    const before = applyDense(layer, current);
    current = activate(activation, sum === undefined ? before : tf.add(before, sum));
    if (masks !== undefined) current = tf.mul(current, layerMask(masks, index));
    sum = sum === undefined ? current : tf.add(sum, current);
  }
  return activate(outputActivation, applyDense(parameters.output, current));
}

function layerMask(masks: tf.Tensor, layer: number): tf.Tensor {
  const [batch, , width] = masks.shape as [number, number, number];
  return tf.reshape(tf.slice(masks, [0, layer, 0], [batch, 1, width]), [batch, width]);
}
