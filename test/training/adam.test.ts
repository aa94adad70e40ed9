// Adam against its recurrence, written down in double precision from the papers (Kingma & Ba 2015, algorithm 1;
// Loshchilov & Hutter 2019, algorithm 2).
import { describe, expect, it } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import type { tf } from '../../src/tensor/tfjs.js';
import {
  type AdamArrays,
  type AdamOptions,
  type AdamState,
  adamInit,
  adamUpdate,
} from '../../src/training/optimizers/adam.js';
import { normals } from '../tensor/arrays.js';

interface Weights<Leaf> {
  readonly kernel: Leaf;
  readonly bias: Leaf;
}

interface Cell {
  weight: number;
  first: number;
  second: number;
  /** The largest slope so far, the measure of what rounding may add to the moments. */
  largest: number;
}

function recurrence(cell: Cell, slope: number, step: number, rate: number, decay: number, options: AdamOptions): void {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  cell.largest = Math.max(cell.largest, Math.abs(slope));
  cell.first = beta1 * cell.first + (1 - beta1) * slope;
  cell.second = beta2 * cell.second + (1 - beta2) * slope ** 2;
  const mean = cell.first / (1 - beta1 ** step);
  const square = cell.second / (1 - beta2 ** step);
  cell.weight -= rate * decay * cell.weight + (rate * mean) / (Math.sqrt(square) + epsilon);
}

const cellsOf = ({ data }: NdArray): Cell[] =>
  Array.from(data, (weight) => ({ weight, first: 0, second: 0, largest: 0 }));

async function compare(engineName: 'onnx' | 'cpu', options: AdamOptions, steps: number): Promise<void> {
  const engine = await openEngine(engineName, { threads: 1 });
  const update = engine.compile(
    'adam',
    (weights: Weights<tf.Tensor>, slopes: Weights<tf.Tensor>, state: AdamState<Weights<tf.Tensor>>, rate: tf.Tensor) =>
      adamUpdate(weights, slopes, state, rate, options),
  );
  let parameters: Weights<NdArray> = { kernel: normals([2, 3], 1), bias: normals([3], 2) };
  let state: AdamArrays<Weights<NdArray>> = adamInit(parameters);
  const expected = { kernel: cellsOf(parameters.kernel), bias: cellsOf(parameters.bias) };
  for (let step = 1; step <= steps; step++) {
    // Slopes of very different sizes, and a learning rate that follows a schedule.
    const slopes = { kernel: normals([2, 3], 10 + step), bias: normals([3], 50 + step) };
    slopes.kernel.data[0] = slopes.kernel.data[0]! * 1e4;
    slopes.kernel.data[1] = slopes.kernel.data[1]! * 1e-4;
    slopes.bias.data[0] = 0;
    const rate = 0.1 / step;
    for (const name of ['kernel', 'bias'] as const) {
      const decay = name === 'kernel' ? (options.weightDecay ?? 0) : 0;
      for (const [index, cell] of expected[name].entries()) {
        recurrence(cell, slopes[name].data[index]!, step, rate, decay, options);
      }
    }
    ({ parameters, state } = await update.run(parameters, slopes, state, ndArray([], [rate])));
    expect([...state.step.data]).toEqual([step]);
    for (const name of ['kernel', 'bias'] as const) {
      for (const [index, cell] of expected[name].entries()) {
        const place = `${name}[${index}] at step ${step}`;
        expectNear(parameters[name].data[index]!, cell.weight, 1, `weight ${place}`);
        // The state holds sums, the papers' moments are these times 1 - β.
        const { beta1 = 0.9, beta2 = 0.999 } = options;
        expectNear((1 - beta1) * state.first[name].data[index]!, cell.first, cell.largest, `first moment ${place}`);
        expectNear((1 - beta2) * state.second[name].data[index]!, cell.second, cell.largest ** 2, `second ${place}`);
      }
    }
  }
  await engine.dispose();
}

/** Float32 rounds some ten times per step, each time by up to 6e-8 of the numbers at hand, which are up to `scale`. */
function expectNear(value: number, target: number, scale: number, what: string): void {
  expect(Math.abs(value - target), `${what}: ${value} against ${target}`).toBeLessThanOrEqual(1e-6 * scale);
}

describe.each(['onnx', 'cpu'] as const)('Adam on %s', (engineName) => {
  it('follows the recurrence', () => compare(engineName, {}, 20));
  it('decays the weights of matrices, not of biases', () => compare(engineName, { weightDecay: 0.05 }, 20));
  it('takes other constants', () => compare(engineName, { beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }, 10));
});

describe('adamInit', () => {
  it('starts from zeros of the form of the parameters', () => {
    const parameters = { layers: [normals([2, 3])], bias: normals([]) };
    expect(adamInit(parameters)).toEqual({
      step: ndArray([], [0]),
      first: { layers: [ndArray([2, 3], [0, 0, 0, 0, 0, 0])], bias: ndArray([], [0]) },
      second: { layers: [ndArray([2, 3], [0, 0, 0, 0, 0, 0])], bias: ndArray([], [0]) },
    });
  });
});
