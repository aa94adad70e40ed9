import { describe, expect, it } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { applyLstm, type LstmParameters, lstmInit } from '../../src/nets/lstm.js';
import { tf } from '../../src/tensor/tfjs.js';
import { expectGradientsToMatch } from './finite-differences.js';
import { runEagerly, valuesOf } from './run-eagerly.js';

const INPUTS = 2;
const UNITS = 3;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const selu = (x: number): number =>
  x > 0 ? 1.0507009873554805 * x : 1.0507009873554805 * 1.6732632423543772 * Math.expm1(x);

/** The cell in float64, one number at a time: gates i, f, c, o in Keras's order. Gives the last output. */
function byHand(
  { kernel, recurrent, bias }: LstmParameters<NdArray>,
  sequence: number[][],
  activation: (x: number) => number,
): number[] {
  let cell = new Array<number>(UNITS).fill(0);
  let output = new Array<number>(UNITS).fill(0);
  for (const input of sequence) {
    const gate = (block: number, unit: number): number => {
      const column = block * UNITS + unit;
      let sum = bias.data[column]!;
      for (let i = 0; i < INPUTS; i++) sum += input[i]! * kernel.data[i * 4 * UNITS + column]!;
      for (let j = 0; j < UNITS; j++) sum += output[j]! * recurrent.data[j * 4 * UNITS + column]!;
      return sum;
    };
    const units = Array.from({ length: UNITS }, (_, unit) => unit);
    const nextCell = units.map(
      (unit) => sigmoid(gate(1, unit)) * cell[unit]! + sigmoid(gate(0, unit)) * activation(gate(2, unit)),
    );
    output = units.map((unit) => sigmoid(gate(3, unit)) * activation(nextCell[unit]!));
    cell = nextCell;
  }
  return output;
}

function randomSequence(seed: number, steps: number, batch: number): Float32Array[] {
  const stream = randomStream(seed);
  return Array.from({ length: steps }, () => {
    const values = new Float32Array(batch * INPUTS);
    stream.fillNormal(values);
    return values;
  });
}

describe('the LSTM layer', () => {
  it.each(['tanh', 'selu'] as const)(
    'computes the cell of a long-hand float64 calculation (%s)',
    async (activation) => {
      const parameters = lstmInit(randomStream(11), INPUTS, UNITS);
      const sequence = randomSequence(12, 4, 2);
      const outputs = await runEagerly(
        (weights: LstmParameters<tf.Tensor>, frames: tf.Tensor[]) => applyLstm(weights, frames, activation),
        parameters,
        sequence.map((values) => ndArray([2, INPUTS], values)),
      );
      expect(outputs).toHaveLength(4);
      const last = valuesOf(outputs[3]!);
      for (const sample of [0, 1]) {
        const frames = sequence.map((values) => [...values.subarray(sample * INPUTS, (sample + 1) * INPUTS)]);
        const expected = byHand(parameters, frames, activation === 'tanh' ? Math.tanh : selu);
        for (let unit = 0; unit < UNITS; unit++) expect(last[sample * UNITS + unit]).toBeCloseTo(expected[unit]!, 5);
      }
    },
  );

  it('starts with open forget gates', () => {
    expect(valuesOf(lstmInit(randomStream(1), 1, 2).bias)).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  });

  it('has the gradient of finite differences', async () => {
    const frames = randomSequence(13, 3, 2);
    const input = ndArray([3, 2, INPUTS], Float32Array.from(frames.flatMap((values) => [...values])));
    await expectGradientsToMatch(lstmInit(randomStream(14), INPUTS, UNITS), input, (weights, x) => {
      const sequence = tf.split(x, 3, 0).map((frame) => tf.reshape(frame, [2, INPUTS]));
      return tf.sum(tf.square(applyLstm(weights as LstmParameters<tf.Tensor>, sequence)[2]!));
    });
  });
});
