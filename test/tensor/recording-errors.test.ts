// The errors of functions that cannot be recorded.
import { afterAll, describe, expect, it } from 'vitest';
import { TharsisError } from '../../src/foundation/errors.js';
import type { NdArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals, wholeNumbers } from './arrays.js';
import { runOn, type TensorFunction } from './both-engines.js';

const engine = await openEngine('onnx', { threads: 1 });
const eager = await openEngine('cpu');
afterAll(() => engine.dispose());

function cycle(): object {
  const record = { x: normals([1]), next: [] as object[] };
  record.next.push(record);
  return record;
}

async function errorOf(fn: TensorFunction, ...args: NdArray[]): Promise<Error> {
  const outcome = await runOn(engine, fn, args).catch((error: unknown) => error);
  return outcome instanceof Error ? outcome : expect.fail('it was recorded');
}

describe('recording reports', () => {
  it.each<[string, TensorFunction]>([
    ['TopK', (x) => tf.topk(x!, 2)],
    ['LRN', (x) => tf.localResponseNormalization(tf.reshape(x!, [1, 2, 2, 1]) as tf.Tensor4D)],
  ])('an operation without a kernel: %s', async (operation, fn) => {
    const error = (await errorOf(fn, normals([4]))) as TharsisError;
    expect(error).toBeInstanceOf(TharsisError);
    expect(error.code).toBe('engine-unsupported-operation');
    expect(error.message).toContain("the function 'test' uses the operation");
    expect(error.message).toContain(operation);
    expect(error.message).toContain('recording-errors.test.ts');
    expect(error.remedy).toContain('--engine cpu');
  });

  it('an operation that only the gradient needs', async () => {
    const sorted = tf.customGrad((x) => ({
      value: tf.neg(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => tf.topk(dy, 3).values,
    }));
    const error = await errorOf((x) => tf.grad(sorted)(x!), normals([3]));
    expect(error).toMatchObject({ code: 'engine-unsupported-operation' });
    expect(error.message).toContain('TopK');
  });

  it.each<[string, TensorFunction]>([
    ['dataSync', (x) => tf.scalar(x!.dataSync()[0]!)],
    ['arraySync', (x) => tf.tensor(x!.arraySync())],
    ['print', (x) => x!.print()],
  ])('a value that is read: %s', async (_, fn) => {
    const error = await errorOf(fn, normals([2]));
    expect(error).toMatchObject({ name: 'TharsisError', code: 'engine-read-while-recording' });
    expect((error as TharsisError).remedy).toContain('tf.where');
  });

  it.each<[string, TensorFunction]>([
    ['randomNormal', (x) => tf.add(x!, tf.randomNormal([2]))],
    ['randomUniform', (x) => tf.add(x!, tf.randomUniform([2]))],
    ['dropout', (x) => tf.dropout(x!, 0.5)],
    ['Math.random', (x) => tf.mul(x!, Math.random())],
  ])('random numbers, which would stay the same: %s', async (_, fn) => {
    const error = await errorOf(fn, normals([2]));
    expect(error).toMatchObject({ name: 'TharsisError', code: 'engine-random-while-recording' });
    expect(error.message).toMatch(/in the function 'test'.*recording-errors\.test\.ts/);
    expect((error as TharsisError).remedy).toContain('pass them as an argument');
    expect(Math.random()).toBeLessThan(1);
  });

  it("the function's own errors, as they are", async () => {
    const own = new RangeError('too warm');
    const fn: TensorFunction = () => {
      throw own;
    };
    expect(await errorOf(fn, normals([2]))).toBe(own);
  });

  it('a tensor from outside', async () => {
    await tf.setBackend('cpu');
    const outside = tf.tensor1d([1, 2]);
    const error = await errorOf((x) => tf.add(x!, outside), normals([2]));
    outside.dispose();
    expect(error).toMatchObject({ name: 'TharsisError', code: 'engine-foreign-tensor' });
  });

  it.each<[string, TensorFunction, RegExp]>([
    ['shapes that do not broadcast', (x) => tf.add(x!, tf.zeros([3])), /shapes 4 and 3/],
    ['conditions that do not broadcast', (x) => tf.where(tf.zeros([3], 'bool'), x!, x!), /shapes .*4.*3|3.*4/],
    [
      'matrices that do not fit',
      (x) => tf.matMul(tf.reshape(x!, [2, 2]), tf.zeros([3, 1])),
      /shapes \[2, 2\] and \[3, 1\]/,
    ],
    ['parts that do not fit', (x) => tf.concat([tf.reshape(x!, [2, 2]), tf.zeros([1, 3])], 0), /2,2.*1,3|1,3.*2,2/],
    ['stacked shapes', (x) => tf.stack([x!, tf.zeros([3])]), /Shapes 3 and 4 must match/],
    ['a reshape of another size', (x) => tf.reshape(x!, [3]), /Size\(4\) must match.*3/],
    [
      'channels that do not fit',
      (x) => tf.conv2d(tf.reshape(x!, [1, 2, 2, 1]) as tf.Tensor4D, tf.zeros([1, 1, 3, 1]), 1, 'same'),
      /input \(1\).*filter 3/,
    ],
    ['einsum', (x) => tf.einsum('i,i->i', x!, tf.zeros([3])), /Expected dimension 4.*\[3\].*dimension 3/],
    [
      'numeric paddings of windows that are not square',
      (x) => tf.maxPool(tf.reshape(x!, [1, 2, 2, 1]) as tf.Tensor4D, [1, 2], 1, 1, 'floor'),
      /padding 1 with the window \[1, 2\]/,
    ],
    ['texts', (x) => tf.stack([tf.scalar('text'), tf.cast(x!, 'string')]), /string/],
    ['complex numbers', (x) => tf.complex(x!, x!), /Complex|complex/],
    [
      'channels-first convolutions',
      (x) => tf.conv2d(tf.reshape(x!, [1, 1, 2, 2]) as tf.Tensor4D, tf.zeros([1, 1, 1, 1]), 1, 'same', 'NCHW'),
      /got the data format NCHW, expected NHWC/,
    ],
  ])('%s', async (_, fn, words) => {
    const error = await errorOf(fn, normals([4]));
    expect(error).toMatchObject({ name: 'TharsisError' });
    expect(error.message).toMatch(words);
    expect(error.message).toMatch(/in the function 'test'|the function 'test' uses/);
    expect(error.message).toContain('recording-errors.test.ts');
  });

  it('an operation that an eager engine lacks', async () => {
    const wasm = await openEngine('wasm');
    const convolution = (filter: tf.Tensor) =>
      tf.conv2d(tf.ones([1, 4, 4, 1]) as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
    const fn: TensorFunction = (filter) => tf.grad(convolution)(filter!);
    const error = await runOn(wasm, fn, [normals([3, 3, 1, 1])]).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'TharsisError', code: 'engine-unsupported-operation' });
    expect((error as TharsisError).message).toMatch(/operation Conv2DBackpropFilter, which the wasm engine/);
    expect((error as TharsisError).remedy).toContain('--engine onnx');
  });

  it.each<[string, unknown, RegExp]>([
    ['a number', 5, /gives 5, expected a tensor/],
    ['nothing', undefined, /gives undefined, expected/],
    ['an empty list', [], /gives nothing, expected/],
    ['a text among tensors', { loss: { name: 'loss' } }, /gives the text 'loss' at 'loss\.name'/],
    ['a promise', Promise.resolve(1), /gives a promise/],
    ['an array', { loss: normals([1]) }, /gives an array at 'loss', expected a tensor/],
    ['a map', new Map(), /gives a Map, expected/],
  ])('a result that is %s', async (_, result, words) => {
    for (const each of [engine, eager]) {
      const error = await runOn(each, (() => result) as never, [normals([2])]).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'TharsisError', code: 'engine-result-no-tensor' });
      expect((error as TharsisError).message).toMatch(words);
      expect((error as TharsisError).message).toContain("the function 'test'");
    }
  });

  it.each<[string, unknown, RegExp]>([
    ['a number', 5, /gets 5 for argument 0, expected an array/],
    ['a bare typed array', new Float32Array(2), /gets a Float32Array without a shape for argument 0/],
    ['a text in a tree', { a: [normals([1]), 'b'] }, /gets the text 'b' for 'a\.1' in argument 0/],
    ['doubles', { shape: [1], data: new Float64Array(1) }, /gets a Float64Array, neither .* for argument 0/],
    ['a tensor', { x: tf.tensor1d([1]) }, /gets a tensor for 'x' in argument 0, expected an array/],
    ['a map', { a: new Map([['x', normals([1])]]) }, /gets a Map for 'a' in argument 0/],
    ['of a class', new (class Network {})(), /gets a Network for argument 0/],
    ['a cycle', cycle(), /gets a list or record that contains itself for 'next\.0' in argument 0/],
    ['too few numbers', { shape: [2, 3], data: new Float32Array(5) }, /gets 5 numbers in the shape \[2, 3\]/],
  ])('an argument that is %s', async (_, argument, words) => {
    for (const each of [engine, eager]) {
      const error = await runOn(each, (x) => x!, [argument as NdArray]).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'TharsisError', code: 'engine-argument-no-array' });
      expect((error as TharsisError).message).toMatch(words);
    }
  });

  it('each error, and then records the next function as if nothing had been', async () => {
    await errorOf((x) => tf.topk(tf.exp(x!), 1), normals([2]));
    const { data } = (await runOn(engine, (x) => tf.square(x!), [wholeNumbers([2])])) as NdArray;
    expect([...data]).toEqual([...wholeNumbers([2]).data].map((value) => value ** 2));
  });
});
