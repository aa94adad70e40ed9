// Stacked long short-term memory (Hochreiter & Schmidhuber 1997, with forget gates), unrolled through time. Parameters
// are laid out as in Keras: kernel (inputs, 4 units), recurrent kernel (units, 4 units), bias (4 units); gates i, f, c,
// o.
import type { NdArray } from '../foundation/nd-array.js';
import { ndArray } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import { tf } from '../tensor/tfjs.js';
import type { ActivationName } from './activation-names.js';
import { activate } from './activations.js';
import { glorotUniform } from './initializers.js';

export type LstmParameters<Leaf> = { readonly kernel: Leaf; readonly recurrent: Leaf; readonly bias: Leaf };

/** Random weights; the bias of the forget gate starts at one. */
export function lstmInit(stream: RandomStream, inputs: number, units: number): LstmParameters<NdArray> {
  const bias = new Float32Array(4 * units).fill(1, units, 2 * units);
  return {
    kernel: glorotUniform([inputs, 4 * units], inputs, units, stream.child('kernel')),
    recurrent: glorotUniform([units, 4 * units], units, units, stream.child('recurrent')),
    bias: ndArray([4 * units], bias),
  };
}

/** A layer over a sequence of (batch, inputs): gives the outputs (batch, units) at every step, from zero state. */
export function applyLstm(
  { kernel, recurrent, bias }: LstmParameters<tf.Tensor>,
  sequence: readonly tf.Tensor[],
  activation: ActivationName = 'tanh',
): tf.Tensor[] {
  // The inputs of all steps in one matrix product: one large product is faster than many small ones.
  const stacked = tf.add(tf.matMul(tf.concat([...sequence], 0) as tf.Tensor2D, kernel as tf.Tensor2D), bias);
  const inputs = tf.split(stacked, sequence.length, 0);
  const outputs: tf.Tensor[] = [];
  let cell: tf.Tensor | undefined;
  let output: tf.Tensor | undefined;
  for (const input of inputs) {
    const gates =
      output === undefined ? input : tf.add(input, tf.matMul(output as tf.Tensor2D, recurrent as tf.Tensor2D));
    const [admit, forget, change, emit] = tf.split(gates, 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const admitted = tf.mul(tf.sigmoid(admit), activate(activation, change));
    cell = cell === undefined ? admitted : tf.add(tf.mul(tf.sigmoid(forget), cell), admitted);
    output = tf.mul(tf.sigmoid(emit), activate(activation, cell));
    outputs.push(output);
  }
  return outputs;
}
