// Sums over many rows, as of the gradient of a bias: a product with a row of ones on a processor, a plain sum in
// portable models.
import { afterAll, describe, expect, it } from 'vitest';
import { recordFunction } from '../../src/tensor/graph/record-function.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals, wholeNumbers } from './arrays.js';
import { expectSameTrees, openBothEngines, runOn, type TensorFunction } from './both-engines.js';

const { compiled, oracle } = await openBothEngines();
afterAll(() => compiled.dispose());

const sums: TensorFunction = (x) => ({
  sum: tf.sum(x!, 0),
  kept: tf.sum(x!, 0, true),
  squares: tf.sum(tf.square(x!), 0),
});

const has = (model: Uint8Array, operation: string): boolean => Buffer.from(model).includes(operation);

describe('sums over rows', () => {
  it.each([63, 64, 65, 1000])('of %d rows are those of the eager engine', async (rows) => {
    const x = normals([rows, 7]);
    expectSameTrees(await runOn(compiled, sums, [x]), await runOn(oracle, sums, [x]));
  });

  it('of whole numbers and over one column', async () => {
    for (const x of [wholeNumbers([80, 3]), normals([80, 1])]) {
      const plain: TensorFunction = (rows) => tf.sum(rows!, 0);
      expectSameTrees(await runOn(compiled, plain, [x]), await runOn(oracle, plain, [x]));
    }
  });

  it('are products where there are many and the model is for a processor', async () => {
    const recorded = (rows: number, processor?: { channelBlock: undefined }) =>
      recordFunction('sums', (x: tf.Tensor) => tf.sum(x, 0), [normals([rows, 7])], {}, processor).model;
    const operations = [
      recorded(64, { channelBlock: undefined }),
      recorded(63, { channelBlock: undefined }),
      recorded(64),
    ];
    expect(operations.map((model) => has(model, 'MatMul'))).toEqual([true, false, false]);
    expect(operations.map((model) => has(model, 'ReduceSum'))).toEqual([false, true, true]);
    const exported = await compiled.compile('sums', (x: tf.Tensor) => tf.sum(x, 0)).toOnnx(normals([64, 7]));
    expect(has(exported, 'MatMul')).toBe(false);
  });
});
