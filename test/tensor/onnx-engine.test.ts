// The compiled engine: what it records and when, what goes in and comes out, and what it holds.
import { InferenceSession } from 'onnxruntime-node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';

const openOnnx = () => openEngine('onnx', { threads: 1 });
const ones = (shape: readonly number[]) => ndArray(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1));
const wholeOnes = (length: number) => ndArray([length], new Int32Array(length).fill(1));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a compiled function', () => {
  it('is recorded once for each signature of its arguments', async () => {
    const engine = await openOnnx();
    const create = vi.spyOn(InferenceSession, 'create');
    const fn = vi.fn<(x: tf.Tensor) => tf.Tensor>((x) => tf.add(x, x));
    const { run } = engine.compile('double', fn);
    for (const array of [ones([2]), ones([2]), ones([3]), ones([2, 1]), wholeOnes(2), ones([3]), wholeOnes(2)]) {
      const result = await run(array);
      expect(result.shape).toEqual(array.shape);
      expect([...result.data]).toEqual([...array.data].map((value) => 2 * value));
      expect(result.data.constructor).toBe(array.data.constructor);
    }
    expect(fn).toHaveBeenCalledTimes(4);
    expect(create).toHaveBeenCalledTimes(4);
    await engine.dispose();
  });

  it('is recorded once even when first run twice at a time', async () => {
    const engine = await openOnnx();
    const fn = vi.fn<(x: tf.Tensor) => tf.Tensor>((x) => tf.add(x, 1));
    const { run } = engine.compile('increment', fn);
    const [first, second] = await Promise.all([run(ndArray([1], [1])), run(ndArray([1], [2]))]);
    expect([...first.data, ...second.data]).toEqual([2, 3]);
    expect(fn).toHaveBeenCalledTimes(1);
    await engine.dispose();
  });

  it('is recorded and run beside others of every engine', async () => {
    const engines = [await openOnnx(), await openEngine('cpu'), await openEngine('wasm'), await openOnnx()];
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        engines[index % 4]!.compile('own', (x: tf.Tensor) => tf.mul(tf.add(x, index), 2)).run(ndArray([1], [index])),
      ),
    );
    expect(results.map(({ data }) => data[0])).toEqual(Array.from({ length: 12 }, (_, index) => 4 * index));
    for (const engine of engines) await engine.dispose();
  });

  it.each(['onnx', 'cpu'] as const)('takes and gives trees on %s', async (name) => {
    const engine = await openEngine(name, { threads: 1 });
    const compiled = engine.compile('tree', (pair: { a: tf.Tensor; list: tf.Tensor[] }, unused: tf.Tensor) => ({
      unchanged: pair.a,
      twice: [pair.list[0]!, pair.list[0]!],
      constants: { zeros: tf.zeros([2, 2]), numbers: tf.tensor1d([1, 2, 3]), whole: tf.scalar(4, 'int32') },
      condition: tf.greater(pair.a, 0),
      shape: tf.scalar(unused.size),
    }));
    const a = ndArray([2], [-1, 1]);
    const result = await compiled.run({ a, list: [ndArray([], [5])] }, ones([0, 3]));
    expect(result).toEqual({
      unchanged: ndArray([2], [-1, 1]),
      twice: [ndArray([], [5]), ndArray([], [5])],
      constants: {
        zeros: ndArray([2, 2], [0, 0, 0, 0]),
        numbers: ndArray([3], [1, 2, 3]),
        whole: ndArray([], Int32Array.of(4)),
      },
      condition: ndArray([2], Int32Array.of(0, 1)),
      shape: ndArray([], [0]),
    });
    await engine.dispose();
  });

  it.each(['onnx', 'cpu', 'wasm'] as const)(
    'shares no memory with its arguments or earlier results on %s',
    async (name) => {
      const engine = await openEngine(name, { threads: 1 });
      const { run } = engine.compile('memory', (x: tf.Tensor) => ({
        same: x,
        reshaped: tf.reshape(x, [2, 1]),
        next: tf.add(x, 1),
      }));
      const x = ndArray([2], [1, 2]);
      const first = await run(x);
      x.data.fill(7);
      const second = await run(x);
      second.same.data.fill(9);
      expect([...first.same.data, ...first.reshaped.data, ...first.next.data]).toEqual([1, 2, 1, 2, 2, 3]);
      expect([...second.reshaped.data, ...second.next.data, ...x.data]).toEqual([7, 7, 8, 8, 7, 7]);
      await engine.dispose();
    },
  );

  it('distinguishes operations that differ in their attributes alone', async () => {
    const engine = await openOnnx();
    const { run } = engine.compile('attributes', (x: tf.Tensor) => [
      tf.sum(x, 0),
      tf.sum(x, 0, true),
      tf.transpose(tf.expandDims(x, 0), [0, 2, 1]),
      tf.transpose(tf.expandDims(x, 0), [2, 1, 0]),
      tf.leakyRelu(x, 0.5),
      tf.leakyRelu(x, 0.25),
      tf.leakyRelu(x, 0.5),
    ]);
    const results = await run(ndArray([2, 2], [1, 2, 3, -4]));
    expect(results).toEqual([
      ndArray([2], [4, -2]),
      ndArray([1, 2], [4, -2]),
      ndArray([1, 2, 2], [1, 3, 2, -4]),
      ndArray([2, 2, 1], [1, 3, 2, -4]),
      ndArray([2, 2], [1, 2, 3, -2]),
      ndArray([2, 2], [1, 2, 3, -1]),
      ndArray([2, 2], [1, 2, 3, -2]),
    ]);
    await engine.dispose();
  });

  it('passes constants of any size on exactly', async () => {
    const engine = await openOnnx();
    const values = Float32Array.from({ length: 100 }, (_, index) => Math.fround(Math.sin(index)));
    const { run } = engine.compile('constants', () => [
      tf.tensor1d(values),
      tf.tensor1d(values.map((value) => -value)),
      tf.tensor1d(values.subarray(3, 7)),
      tf.tensor1d([Number.NaN, Number.POSITIVE_INFINITY, 1e-45, 0.1]),
      tf.tensor1d([0, 0]),
      tf.tensor1d([0, -0]),
      tf.tensor1d([-0, -0]),
      tf.scalar(-0),
      tf.scalar(0),
    ]);
    const [all, negative, some, special, ...zeros] = await run();
    expect(zeros.map(({ data }) => [...data])).toEqual([[0, 0], [0, -0], [-0, -0], [-0], [0]]);
    expect(all!.data).toEqual(values);
    expect(negative!.data).toEqual(values.map((value) => -value));
    expect(some!.data).toEqual(values.slice(3, 7));
    expect(special!.data).toEqual(Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 1e-45, 0.1));
    await engine.dispose();
  });
});

describe('disposing', () => {
  async function countReleases(): Promise<{ released: () => number }> {
    const create = InferenceSession.create.bind(InferenceSession) as (...args: unknown[]) => Promise<InferenceSession>;
    let released = 0;
    vi.spyOn(InferenceSession, 'create').mockImplementation(async (...args: unknown[]) => {
      const session = await create(...args);
      const release = session.release.bind(session);
      session.release = async () => {
        released++;
        await release();
      };
      return session;
    });
    return { released: () => released };
  }

  it('of a function releases its sessions, each once, and leaves others alone', async () => {
    const { released } = await countReleases();
    const engine = await openOnnx();
    const one = engine.compile('one', (x: tf.Tensor) => tf.neg(x));
    const other = engine.compile('other', (x: tf.Tensor) => tf.neg(x));
    await one.run(ones([1]));
    await one.run(ones([2]));
    await other.run(ones([1]));
    await one.dispose();
    expect(released()).toBe(2);
    expect([...(await other.run(ones([1]))).data]).toEqual([-1]);
    await engine.dispose();
    expect(released()).toBe(3);
    await engine.dispose();
    expect(released()).toBe(3);
  });

  it('of a function that could not be recorded is quiet', async () => {
    const engine = await openOnnx();
    const { run, dispose } = engine.compile('broken', (x: tf.Tensor) => tf.topk(x, 1).values);
    await expect(run(ones([1]))).rejects.toThrow('TopK');
    await expect(run(ones([1]))).rejects.toThrow('TopK');
    await dispose();
    await engine.dispose();
  });
});
