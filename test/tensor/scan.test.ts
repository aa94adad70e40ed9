// Loops: the same numbers compiled and eager, one step at a time or many in one call, with what lies outside of the loop, inside
// of gradients and with gradients inside.
import { describe, expect, it } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { adamInit } from '../../src/tensor/adam.js';
import type { Arrays, Tensors } from '../../src/tensor/array-tree.js';
import { valueAndGrad } from '../../src/tensor/gradient.js';
import { recordFunction } from '../../src/tensor/graph/record-function.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { scan } from '../../src/tensor/scan.js';
import { stackedBatches, stepsTogether } from '../../src/tensor/step-batches.js';
import { tf } from '../../src/tensor/tfjs.js';
import { trainingSteps } from '../../src/tensor/training-steps.js';
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
      // What was made inside of the loop from values outside of it is at hand outside too.
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

  it('refuses a state that changes its form, and items of no or of different lengths', () => {
    const record =
      (fn: (x: tf.Tensor) => unknown, x = normals([3, 2])) =>
      () =>
        recordFunction('loop', fn, [x]);
    const growing = (x: tf.Tensor) =>
      scan((state: tf.Tensor) => ({ state: tf.tile(state, [2]), output: state }), tf.ones([2]), x);
    expect(record(growing)).toThrow(/the state was float32 of shape \[2\], after a step it is float32 of \[4\]/);
    const typed = (x: tf.Tensor) =>
      scan((state: tf.Tensor) => ({ state: tf.cast(state, 'int32'), output: state }), tf.ones([2]), x);
    expect(record(typed)).toThrow(/after a step it is int32/);
    const unequal = (x: tf.Tensor) =>
      scan((s: tf.Tensor, _: unknown) => ({ state: s, output: s }), x, [x, tf.ones([2])]);
    expect(record(unequal)).toThrow(/items of the lengths 3, 2/);
    const same = (x: tf.Tensor) => scan((s: tf.Tensor) => ({ state: s, output: s }), x, x);
    expect(record(same, normals([0, 2]))).toThrow(/items of the lengths 0/);
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
      adam = result.adam as unknown as typeof adam;
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
    expect([1, 7, 8, 12, 13, 840].map((steps) => stepsTogether(steps, small))).toEqual([1, 7, 8, 6, 1, 8]);
    expect(stepsTogether(64, { x: ndArray([2 ** 22], new Float32Array(2 ** 22)) })).toBe(4);
    expect(stepsTogether(64, { x: ndArray([2 ** 25], new Float32Array(2 ** 25)) })).toBe(1);
  });
});
