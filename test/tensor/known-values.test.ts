// Where TensorFlow.js's own cpu kernels are wrong, so that they cannot be the oracle, compiled functions give what is
// right.
import { afterAll, describe, expect, it } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { runOn, type TensorFunction } from './both-engines.js';

const engine = await openEngine('onnx', { threads: 1 });
afterAll(() => engine.dispose());

const counted = (...shape: number[]): NdArray =>
  ndArray(
    shape,
    Float32Array.from({ length: 30 }, (_, index) => index).slice(
      0,
      shape.reduce((a, b) => a * b, 1),
    ),
  );

const einsum =
  (equation: string): TensorFunction =>
  (...operands) =>
    tf.einsum(equation, ...operands);

describe('compiled:', () => {
  it.each<[string, TensorFunction, NdArray[], number[], number[]]>([
    [
      'a stepped slice without its first axis',
      (x) => tf.stridedSlice(x!, [2, 0], [3, 5], [1, 2], 0, 0, 0, 0, 1),
      [counted(6, 5)],
      [3],
      [10, 12, 14],
    ],
    // The columns of the first sum to 2 and 4, the rows of the second to 3 and 12.
    ['einsum with an index of its own', einsum('ij,jk->'), [counted(2, 2), counted(2, 3)], [], [2 * 3 + 4 * 12]],
    [
      'einsum with two indices of their own',
      einsum('ij,kl->il'),
      [counted(2, 2), counted(2, 2)],
      [2, 2],
      [2, 4, 10, 20],
    ],
    [
      'the gradient of a mean over a window that reaches outside',
      (x) => tf.grad((image) => tf.sum(tf.avgPool(image as tf.Tensor4D, 2, 2, 'same')))(x!),
      [counted(1, 3, 3, 1)],
      [1, 3, 3, 1],
      [0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1],
    ],
    [
      'the gradient of a mirrored vector',
      (x) => tf.grad((y) => tf.sum(tf.mirrorPad(y, [[1, 2]], 'reflect')))(x!),
      [counted(3)],
      [3],
      [2, 3, 1],
    ],
  ])('%s', async (_, fn, args, shape, values) => {
    const result = (await runOn(engine, fn, args)) as NdArray;
    expect(result.shape).toEqual(shape);
    expect([...result.data]).toEqual(values);
  });
});
