// Loops: the same numbers compiled and eager, one step at a time or many in one call, with what lies outside of the
// loop, inside of gradients and with gradients inside.
import { describe, expect, it } from 'vitest';
import { TharsisError } from '../../src/foundation/errors.js';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import type { Tensors } from '../../src/tensor/array-tree.js';
import type { Arrays } from '../../src/tensor/arrays.js';
import { valueAndGrad } from '../../src/tensor/gradient.js';
import { recordFunction } from '../../src/tensor/graph/record-function.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { scan } from '../../src/tensor/scan.js';
import { tf } from '../../src/tensor/tfjs.js';
import { withBackend } from '../../src/tensor/with-backend.js';
import { adamInit } from '../../src/training/optimizers/adam.js';
import { stackedBatches, stepsTogether } from '../../src/training/step-batches.js';
import { trainingSteps } from '../../src/training/training-steps.js';
import { normals } from './arrays.js';

/** Runs a function on both engines and gives its leaves side by side, sorted by their keys. */
async function onBoth<Arguments extends readonly unknown[]>(
  fn: (...args: Arguments) => Record<string, tf.Tensor>,
  ...args: Arrays<Arguments>
): Promise<[NdArray, NdArray][]> {
  const results: Record<string, NdArray>[] = [];
  for (const name of ['onnx', 'cpu'] as const) {
    const engine = await openEngine(name, { threads: 1 });
    results.push((await engine.compile('loop', fn).run(...args)) as Record<string, NdArray>);
    await engine.dispose();
  }
  return Object.keys(results[0]!).map((key) => [results[0]![key]!, results[1]![key]!]);
}

function occurrences(bytes: Buffer, text: string): number {
  return bytes.toString('latin1').split(text).length - 1;
}

function expectAlike(pairs: readonly [NdArray, NdArray][]): void {
  for (const [compiled, eager] of pairs) {
    expect(compiled.shape).toEqual(eager.shape);
    for (const [index, value] of eager.data.entries()) {
      expect(Math.abs(compiled.data[index]! - value)).toBeLessThanOrEqual(1e-5 * (1 + Math.abs(value)));
    }
  }
}

describe('scan', () => {
  it('adds up, and gives the sums on the way', async () => {
    const sums = (x: tf.Tensor) => {
      const { state, output } = scan(
        (total: tf.Tensor, item: tf.Tensor) => {
          const next = tf.add(total, item);
          return { state: next, output: next };
        },
        tf.zeros([2]),
        x,
      );
      return { state, output };
    };
    const [all, last] = await onBoth(sums, ndArray([3, 2], [1, 2, 3, 4, 5, 6]));
    expect([...last![0].data]).toEqual([9, 12]);
    expect(all![0]).toEqual(ndArray([3, 2], [1, 2, 4, 6, 9, 12]));
    expect(all![1]).toEqual(all![0]);
  });

  it('counts in whole numbers', async () => {
    const count = (x: tf.Tensor) => {
      const step = (n: tf.Tensor, _: tf.Tensor) => ({ state: tf.add(n, tf.scalar(2, 'int32')), output: n });
      return { ...scan(step, tf.scalar(1, 'int32'), x) };
    };
    const [before, last] = await onBoth(count, normals([4]));
    expect(last![0].data).toEqual(Int32Array.of(9));
    expect(before![0].data).toEqual(Int32Array.of(1, 3, 5, 7));
  });

  it('reads what lies outside, in both layouts of images', async () => {
    const filtered = (images: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
      const outside = tf.conv2d(images as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
      const { state, output } = scan(
        (current: tf.Tensor, item: tf.Tensor) => {
          const grown = tf.add(tf.conv2d(current as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), bias);
          const next = tf.tanh(tf.add(grown, tf.mul(outside, item)));
          return { state: next, output: tf.mean(next) };
        },
        images,
        tf.tensor1d([0.5, -1, 2]),
      );
      // Values computed inside the loop from values outside it can be used outside, too.
      return {
        state,
        output,
        again: tf.add(tf.conv2d(outside as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), outside),
      };
    };
    expectAlike(await onBoth(filtered, normals([2, 5, 4, 3], 1), normals([3, 3, 3, 3], 2), normals([3], 3)));
  });

  it('may stand in another loop', async () => {
    const nested = (x: tf.Tensor, factor: tf.Tensor) => {
      const { state, output } = scan(
        (total: tf.Tensor, row: tf.Tensor) => {
          const inner = scan(
            (sum: tf.Tensor, value: tf.Tensor) => ({
              state: tf.add(sum, tf.mul(value, factor)),
              output: tf.add(total, value),
            }),
            total,
            row,
          );
          return { state: inner.state, output: inner.output };
        },
        tf.scalar(1),
        x,
      );
      return { state, output };
    };
    expectAlike(await onBoth(nested, normals([3, 4]), ndArray([], [0.3])));
  });

  it('is exact inside of a gradient', async () => {
    const power = (x: tf.Tensor, steps: tf.Tensor) =>
      tf.sum(scan((y: tf.Tensor, _: tf.Tensor) => ({ state: tf.mul(y, x), output: y }), x, steps).state) as tf.Scalar;
    const slope = (x: tf.Tensor, steps: tf.Tensor) => {
      const { value, gradient } = valueAndGrad(power)(x, steps);
      return { value, gradient };
    };
    const [gradient, value] = await onBoth(slope, ndArray([2], [1.5, -0.5]), ndArray([3], [0, 0, 0]));
    expect(value![0].data[0]).toBeCloseTo(1.5 ** 4 + 0.5 ** 4, 6);
    expect(gradient![0].data[0]).toBeCloseTo(4 * 1.5 ** 3, 5);
    expect(gradient![0].data[1]).toBeCloseTo(-4 * 0.5 ** 3, 6);
  });

  it('carries truth values: in the state, the items and the output', async () => {
    const flips = (x: tf.Tensor, start: tf.Tensor) => {
      const { state, output } = scan(
        ({ is, count }: { is: tf.Tensor; count: tf.Tensor }, positive: tf.Tensor) => {
          const next = tf.logicalXor(is, positive);
          return { state: { is: next, count: tf.add(count, tf.cast(next, 'int32')) }, output: { next, positive } };
        },
        { is: tf.greater(start, 0), count: tf.zeros([3], 'int32') },
        tf.greater(x, 0),
      );
      const chosen = tf.where(state.is, state.count, tf.neg(state.count));
      return { ...state, ...output, chosen };
    };
    const pairs = await onBoth(flips, normals([5, 3], 4), normals([3], 5));
    for (const [compiled, eager] of pairs) {
      expect(compiled.data).toBeInstanceOf(Int32Array);
      expect(compiled).toEqual(eager);
    }
    expect(pairs.map(([{ shape }]) => shape)).toEqual([[3], [3], [3], [5, 3], [5, 3]]);
  });

  it('may have no output, and no state', async () => {
    const silent = (x: tf.Tensor) => {
      const sum = scan(
        (s: tf.Tensor, item: tf.Tensor) => ({ state: tf.add(s, item), output: undefined }),
        tf.zeros([2]),
        x,
      );
      const empty = scan((s: tf.Tensor, item: tf.Tensor) => ({ state: tf.add(s, item), output: {} }), tf.zeros([2]), x);
      const map = scan(
        (_: undefined, item: tf.Tensor) => ({ state: undefined, output: tf.square(item) }),
        undefined,
        x,
      );
      expect([sum.output, empty.output, map.state]).toEqual([undefined, {}, undefined]);
      return { sum: sum.state, empty: empty.state, squares: map.output };
    };
    for (const steps of [1, 3]) expectAlike(await onBoth(silent, normals([steps, 2])));
  });

  it('is recorded as one node; what does not depend on the loop lies before it', () => {
    const loop = (x: tf.Tensor, constant: tf.Tensor) =>
      scan(
        (s: tf.Tensor, item: tf.Tensor) => {
          const next = tf.add(tf.mul(s, tf.exp(constant)), tf.sin(item));
          return { state: next, output: next };
        },
        tf.zeros([2]),
        x,
      ).output;
    const sizes = [2, 3, 50].map((steps) => {
      const model = Buffer.from(recordFunction('loop', loop, [normals([steps, 2]), normals([2])]).model);
      expect(occurrences(model, 'Scan')).toBeGreaterThan(0);
      expect([occurrences(model, '\x22\x03Exp'), occurrences(model, '\x22\x03Sin')]).toEqual([1, 1]);
      // An operation's name comes before the body that the Scan node carries, or within.
      expect(model.indexOf('\x22\x03Exp')).toBeLessThan(model.indexOf('\x22\x04Scan'));
      return model.length;
    });
    expect(new Set(sizes).size).toBe(1);
    const single = Buffer.from(recordFunction('loop', loop, [normals([1, 2]), normals([2])]).model);
    expect(occurrences(single, 'Scan')).toBe(0);
  });

  it('keeps none of the temporaries of its steps where it runs eagerly', async () => {
    await openEngine('cpu');
    const counts: number[] = [];
    const step = (s: tf.Tensor, item: tf.Tensor) => {
      counts.push(tf.memory().numTensors);
      return { state: tf.exp(tf.neg(tf.square(tf.add(s, item)))), output: s };
    };
    const before = tf.memory().numTensors;
    withBackend('cpu', () =>
      tf.tidy(() => {
        scan(step, tf.zeros([2]), tf.ones([20, 2]));
      }),
    );
    expect(tf.memory().numTensors).toBe(before);
    // Each step an output more, an item fewer.
    expect(new Set(counts.slice(2)).size).toBe(1);
  });
});

describe.each(['onnx', 'cpu'] as const)('a loop on %s refuses', (name) => {
  async function errorOf(fn: (x: tf.Tensor) => unknown, x = normals([3, 2])): Promise<TharsisError> {
    const engine = await openEngine(name, { threads: 1 });
    const error = await engine
      .compile('loop', fn)
      .run(x)
      .catch((caught: unknown) => caught);
    await engine.dispose();
    return error instanceof TharsisError ? error : expect.fail(`${error}`);
  }

  it.each<[string, (x: tf.Tensor) => unknown, RegExp]>([
    [
      'a state of another shape',
      (x) => scan((s: tf.Tensor) => ({ state: tf.tile(s, [2]), output: s }), tf.ones([2]), x),
      /the state was float32 of shape \[2\], after a step it is float32 of shape \[4\]/,
    ],
    [
      'a state of another type',
      (x) => scan((s: tf.Tensor) => ({ state: tf.greater(s, 0), output: s }), tf.ones([2]), x),
      /the state was float32 of shape \[2\], after a step it is bool of shape \[2\]/,
    ],
    [
      'a state of other keys',
      (x) =>
        scan((s: Record<string, tf.Tensor>) => ({ state: { b: s.a! } as typeof s, output: x }), { a: tf.ones([2]) }, x),
      /the state at 'a' was float32 of shape \[2\], after a step it is no tensor/,
    ],
    [
      'a state that is a number',
      (x) => scan((_: tf.Tensor) => ({ state: 5 as never, output: x }), tf.ones([2]), x),
      /got a step that gives a state with 5/,
    ],
    [
      'an output that is a number',
      (x) => scan((s: tf.Tensor) => ({ state: s, output: { loss: 5 } }), tf.ones([2]), x),
      /got a step that gives an output with 5 at 'loss'/,
    ],
    ['a step that gives a tensor', (x) => scan((s: tf.Tensor) => s as never, tf.ones([2]), x), /a step gave no state/],
    [
      'items of different lengths',
      (x) => scan((s: tf.Tensor, _: unknown) => ({ state: s, output: s }), x, [x, tf.ones([2])]),
      /items of the lengths 3, 2, expected one/,
    ],
    [
      'items without a tensor',
      (x) => scan((s: tf.Tensor, _: unknown) => ({ state: s, output: s }), x, {}),
      /items without a tensor/,
    ],
    [
      'a scalar item',
      (x) => scan((s: tf.Tensor, _: unknown) => ({ state: s, output: s }), x, [x, tf.scalar(1)]),
      /a scalar among the items/,
    ],
    [
      'numbers as items',
      (x) => scan((s: tf.Tensor, _: unknown) => ({ state: s, output: s }), x, [1, 2]),
      /got items with 1 at '0'/,
    ],
  ])('%s', async (_, fn, words) => {
    const error = await errorOf(fn);
    expect(error.code).toBe('engine-scan-form');
    expect(error.message).toMatch(words);
    expect(error.message).toMatch(/^in the function 'loop', scan: .*, at .*scan\.test\.ts:\d+:\d+/);
  });

  it('items of no length', async () => {
    const error = await errorOf((x) => scan((s: tf.Tensor) => ({ state: s, output: s }), x, x), normals([0, 2]));
    expect(error).toMatchObject({ code: 'engine-scan-form' });
    expect(error.message).toMatch(/items of the lengths 0/);
  });
});

describe('a tensor of the inside of a loop', () => {
  it.each<[string, (tensor: tf.Tensor) => tf.Tensor]>([
    ['as it is', (tensor) => tensor],
    ['kept', (tensor) => tf.keep(tensor)],
  ])('cannot be used after it: %s', async (_, kept) => {
    const engine = await openEngine('onnx', { threads: 1 });
    for (const use of [(inside: tf.Tensor) => tf.add(inside, 1), (inside: tf.Tensor) => inside]) {
      let inside: tf.Tensor | undefined;
      const leaking = (x: tf.Tensor) => {
        const { state } = scan(
          (s: tf.Tensor, item: tf.Tensor) => {
            inside = kept(tf.mul(s, item));
            return { state: tf.add(inside, s), output: s };
          },
          tf.ones([2]),
          x,
        );
        return { state, leaked: use(inside!) };
      };
      const error = await engine
        .compile('leaking', leaking)
        .run(normals([3, 2]))
        .catch((caught: unknown) => caught);
      inside?.dispose();
      expect(error).toMatchObject({ name: 'TharsisError' });
      expect(`${(error as TharsisError).message} ${(error as TharsisError).remedy}`).toMatch(/loop/);
    }
    await engine.dispose();
  });
});

interface Weights<Leaf> {
  readonly kernel: Leaf;
  readonly dense: Leaf;
}

describe('training steps', () => {
  const loss = ({ kernel, dense }: Weights<tf.Tensor>, { x }: { readonly x: tf.Tensor }): tf.Scalar => {
    const images = tf.selu(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 2, 'same'));
    return tf.mean(tf.square(tf.matMul(tf.reshape(images, [4, 24]), dense))) as tf.Scalar;
  };
  const initial: Weights<NdArray> = { kernel: normals([3, 3, 1, 2], 1), dense: normals([24, 3], 2) };
  const batches = Array.from({ length: 6 }, (_, index) => ({ x: normals([4, 6, 8, 1], 10 + index) }));
  const rate = ndArray([], [0.01]);

  async function trained(name: 'onnx' | 'cpu', together: number) {
    const engine = await openEngine(name, { threads: 1 });
    const steps = engine.compile('steps', trainingSteps<Tensors<Weights<NdArray>>, { readonly x: tf.Tensor }>(loss));
    let parameters = initial;
    let adam = adamInit(initial);
    const losses: number[] = [];
    for (let index = 0; index < batches.length; index += together) {
      const stacked = stackedBatches(batches.slice(index, index + together)) as { x: NdArray };
      const result = await steps.run(parameters, adam as never, stacked, rate);
      ({ parameters } = result);
      adam = result.optimizer as unknown as typeof adam;
      losses.push(...result.losses.data);
    }
    await engine.dispose();
    return { losses, parameters, adam };
  }

  it('give the same bits one by one and together', async () => {
    const one = await trained('onnx', 1);
    expect(one.losses[5]).toBeLessThan(one.losses[0]!);
    expect(await trained('onnx', 2)).toEqual(one);
    expect(await trained('onnx', 6)).toEqual(one);
  });

  it('agree with the eager engine', async () => {
    const compiled = await trained('onnx', 6);
    const eager = await trained('cpu', 6);
    for (const [index, value] of eager.losses.entries()) expect(compiled.losses[index]).toBeCloseTo(value, 4);
    expectAlike([[compiled.parameters.dense, eager.parameters.dense]]);
  });

  it('are as many in a call as divide an epoch and keep memory small', () => {
    const small = { x: normals([2, 3]) };
    expect([1, 7, 8, 12, 13, 840].map((steps) => stepsTogether(steps, 8, small))).toEqual([1, 7, 8, 6, 1, 8]);
    expect([4, 3, 1].map((most) => stepsTogether(12, most, small))).toEqual([4, 3, 1]);
    expect(stepsTogether(64, 8, { x: ndArray([2 ** 22], new Float32Array(2 ** 22)) })).toBe(4);
    expect(stepsTogether(64, 8, { x: ndArray([2 ** 25], new Float32Array(2 ** 25)) })).toBe(1);
  });
});
