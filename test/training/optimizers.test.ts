// All optimizers: against their recurrences, written down in double precision from the papers, on a compiled and on an
// eager engine; their first steps by hand; convergence; their state saved and loaded.
import { describe, expect, it } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import type { Tree } from '../../src/foundation/tree.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { decodeSafetensors, encodeSafetensors } from '../../src/tensor/safetensors.js';
import { tf } from '../../src/tensor/tfjs.js';
import { adam, adamInit } from '../../src/training/optimizers/adam.js';
import { adamw } from '../../src/training/optimizers/adamw.js';
import { averaged, averageIn } from '../../src/training/optimizers/averaged.js';
import { clipped } from '../../src/training/optimizers/clipped.js';
import type { Optimizer } from '../../src/training/optimizers/optimizer.js';
import { optimizers } from '../../src/training/optimizers/registry.js';
import { normals } from '../tensor/arrays.js';

interface Weights<Leaf> {
  readonly kernel: Leaf;
  readonly bias: Leaf;
}

type Rule = (weight: number, slope: number, rate: number, isMatrix: boolean) => number;

/** Kingma & Ba 2015, algorithm 1; with a decay, Loshchilov & Hutter 2019, algorithm 2. */
function adamRule({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = {}): Rule {
  let [first, second, step] = [0, 0, 0];
  return (weight, slope, rate, isMatrix) => {
    step++;
    first = beta1 * first + (1 - beta1) * slope;
    second = beta2 * second + (1 - beta2) * slope ** 2;
    const mean = first / (1 - beta1 ** step);
    const square = second / (1 - beta2 ** step);
    const decay = isMatrix ? rate * weightDecay * weight : 0;
    return weight - decay - (rate * mean) / (Math.sqrt(square) + epsilon);
  };
}

interface Case {
  readonly optimizer: Optimizer;
  readonly rule: () => Rule;
  /** Weights 1 and 1 (bias) after a step of rate 0.1 with slopes 4 and -2: written down by hand. */
  readonly first: readonly [kernel: number, bias: number];
}

/** Every member of the registry has an entry, or more. */
const cases: Record<keyof typeof optimizers, readonly Case[]> = {
  // The first step of Adam is the learning rate, whatever the slope.
  adam: [
    { optimizer: adam(), rule: () => adamRule(), first: [0.9, 1.1] },
    {
      optimizer: adam({ beta1: 0.5, beta2: 0.9, epsilon: 1 }),
      rule: () => adamRule({ beta1: 0.5, beta2: 0.9, epsilon: 1 }),
      // 0.1 · 4 / (4 + 1) and 0.1 · 2 / (2 + 1).
      first: [0.92, 1 + 0.2 / 3],
    },
  ],
  // The kernel loses 0.1 · 0.01 or 0.1 · 0.5 of itself, too; the bias does not.
  adamw: [
    { optimizer: adamw(), rule: () => adamRule({ weightDecay: 0.01 }), first: [0.899, 1.1] },
    { optimizer: adamw({ weightDecay: 0.5 }), rule: () => adamRule({ weightDecay: 0.5 }), first: [0.85, 1.1] },
  ],
};

const all = Object.entries(cases).flatMap(([name, variants]) =>
  variants.map((variant, index) => [`${name} ${index}`, variant] as const),
);

const stepOn = (engine: Engine, optimizer: Optimizer) =>
  engine.compile('step', (weights: Weights<tf.Tensor>, slopes: Weights<tf.Tensor>, state: unknown, rate: tf.Tensor) =>
    optimizer.update(weights, slopes, state, rate),
  );

const rateOf = (value: number) => ndArray([], [value]);

it('the table has every optimizer of the registry', () => {
  expect(Object.keys(cases)).toEqual(Object.keys(optimizers));
  for (const [name, make] of Object.entries(optimizers)) expect(make().identity.name).toBe(name);
});

describe.each(all)('%s', (_, { optimizer, rule, first }) => {
  it('takes the first step that is worked out by hand', async () => {
    const engine = await openEngine('cpu');
    const weights = { kernel: ndArray([1, 1], [1]), bias: ndArray([1], [1]) };
    const slopes = { kernel: ndArray([1, 1], [4]), bias: ndArray([1], [-2]) };
    const { parameters } = await stepOn(engine, optimizer).run(weights, slopes, optimizer.init(weights), rateOf(0.1));
    expect(parameters.kernel.data[0]).toBeCloseTo(first[0], 6);
    expect(parameters.bias.data[0]).toBeCloseTo(first[1], 6);
  });

  it.each(['onnx', 'cpu'] as const)('follows its recurrence on %s', async (name) => {
    const engine = await openEngine(name, { threads: 1 });
    const step = stepOn(engine, optimizer);
    let parameters: Weights<NdArray> = { kernel: normals([2, 3], 1), bias: normals([3], 2) };
    let state = optimizer.init(parameters);
    const expected = {
      kernel: Array.from(parameters.kernel.data, (weight) => ({ weight, rule: rule() })),
      bias: Array.from(parameters.bias.data, (weight) => ({ weight, rule: rule() })),
    };
    for (let index = 1; index <= 20; index++) {
      // Slopes of very different sizes, and a learning rate that follows a schedule.
      const slopes = { kernel: normals([2, 3], 10 + index), bias: normals([3], 50 + index) };
      slopes.kernel.data[0] = slopes.kernel.data[0]! * 1e4;
      slopes.kernel.data[1] = slopes.kernel.data[1]! * 1e-4;
      slopes.bias.data[0] = 0;
      const rate = 0.1 / index;
      const result = await step.run(parameters, slopes, state, rateOf(rate));
      ({ parameters } = result);
      state = result.state as Tree<NdArray>;
      for (const part of ['kernel', 'bias'] as const) {
        for (const [place, cell] of expected[part].entries()) {
          cell.weight = cell.rule(cell.weight, slopes[part].data[place]!, rate, part === 'kernel');
          const value = parameters[part].data[place]!;
          // Float32 rounds some ten times a step, each time by up to 6e-8.
          const error = Math.abs(value - cell.weight);
          expect(error, `${part}[${place}], step ${index}: ${value}, ${cell.weight}`).toBeLessThanOrEqual(1e-6);
        }
      }
    }
    await engine.dispose();
  });

  it('finds the minimum of an asymmetric quadratic', async () => {
    const engine = await openEngine('cpu');
    const descend = engine.compile('descent', (weights: Weights<tf.Tensor>, state: unknown, rate: tf.Tensor) => {
      // Of 10 (kernel - 2)² + (bias + 1)² / 2.
      const slopes = { kernel: tf.mul(20, tf.sub(weights.kernel, 2)), bias: tf.add(weights.bias, 1) };
      return optimizer.update(weights, slopes, state, rate);
    });
    let weights: Weights<NdArray> = { kernel: ndArray([1, 1], [0]), bias: ndArray([1], [0]) };
    let state = optimizer.init(weights);
    for (let index = 0; index < 400; index++) {
      const result = await descend.run(weights, state, rateOf(0.1 * (1 - index / 400)));
      weights = result.parameters;
      state = result.state as Tree<NdArray>;
    }
    expect(weights.bias.data[0]).toBeCloseTo(-1, 3);
    // Decay pulls a matrix from the minimum towards zero.
    const kernel = weights.kernel.data[0]!;
    if (optimizer.identity.weightDecay === undefined) expect(kernel).toBeCloseTo(2, 3);
    else expect(kernel > 1.5 && kernel < 1.999, String(kernel)).toBe(true);
  });

  it('goes on from a saved state to the same bits', async () => {
    const engine = await openEngine('cpu');
    const step = stepOn(engine, optimizer);
    let weights: Weights<NdArray> = { kernel: normals([2, 3], 1), bias: normals([3], 2) };
    let state = optimizer.init(weights);
    for (let index = 0; index < 3; index++) {
      const slopes = { kernel: normals([2, 3], 10 + index), bias: normals([3], 20 + index) };
      const result = await step.run(weights, slopes, state, rateOf(0.1));
      weights = result.parameters;
      state = result.state as Tree<NdArray>;
    }
    const restored = decodeSafetensors(encodeSafetensors(state), 'the state').tree;
    const slopes = { kernel: normals([2, 3], 30), bias: normals([3], 31) };
    const next = await step.run(weights, slopes, state, rateOf(0.1));
    expect(await step.run(weights, slopes, restored, rateOf(0.1))).toEqual(next);
  });
});

describe('clipping', () => {
  const weights = { kernel: ndArray([1, 1], [1]), bias: ndArray([1], [1]) };
  /** An optimizer that subtracts the gradient: what it is given can be read off. */
  const descent: Optimizer = {
    identity: { name: 'descent' },
    init: () => [],
    update: (parameters, gradient, state) => {
      const [from, by] = [parameters, gradient] as unknown as Weights<tf.Tensor>[];
      const moved = { kernel: tf.sub(from!.kernel, by!.kernel), bias: tf.sub(from!.bias, by!.bias) };
      return { parameters: moved as never, state };
    },
  };
  const movedBy = async (maximumNorm: number, kernel: number, bias: number) => {
    const engine = await openEngine('cpu');
    const slopes = { kernel: ndArray([1, 1], [kernel]), bias: ndArray([1], [bias]) };
    const { parameters } = await stepOn(engine, clipped(descent, maximumNorm)).run(weights, slopes, [], rateOf(1));
    return [parameters.kernel.data[0], parameters.bias.data[0]];
  };

  it('scales a gradient of larger norm down to the norm, over all weights together', async () => {
    // (3, -4) has norm 5: clipped to 2.5 it is (1.5, -2).
    expect(await movedBy(2.5, 3, -4)).toEqual([-0.5, 3]);
  });

  it('leaves a smaller gradient as it is, and one of zero', async () => {
    expect(await movedBy(5, 3, -4)).toEqual([-2, 5]);
    expect(await movedBy(7, 3, -4)).toEqual([-2, 5]);
    expect(await movedBy(1, 0, 0)).toEqual([1, 1]);
  });

  it('is named in the identity', () => {
    expect(clipped(adam({ beta1: 0.5 }), 2).identity).toEqual({
      name: 'clipped',
      maximumNorm: 2,
      optimizer: { name: 'adam', moments: 'discounted sums', beta1: 0.5 },
    });
  });
});

describe('the moving average of weights', () => {
  it('is the discounted mean of all weights since the first step', async () => {
    const decay = 0.75;
    const engine = await openEngine('cpu');
    const optimizer = averaged(adam(), decay);
    const step = stepOn(engine, optimizer);
    let weights: Weights<NdArray> = { kernel: normals([2, 3], 1), bias: normals([3], 2) };
    let state = optimizer.init(weights);
    expect(averageIn(state)).toEqual(weights);
    const seen: number[] = [];
    for (let index = 0; index < 5; index++) {
      const slopes = { kernel: normals([2, 3], 10 + index), bias: normals([3], 20 + index) };
      const result = await step.run(weights, slopes, state, rateOf(0.1));
      weights = result.parameters;
      state = result.state as Tree<NdArray>;
      seen.push(weights.kernel.data[4]!);
      const powers = seen.map((_, place) => decay ** (index - place));
      const total = powers.reduce((sum, power) => sum + power, 0);
      const mean = seen.reduce((sum, value, place) => sum + value * powers[place]!, 0) / total;
      expect(averageIn<Weights<NdArray>>(state).kernel.data[4]).toBeCloseTo(mean, 6);
    }
  });
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
