// The helpers for derivatives inside of other derivatives, and where there is nothing to differentiate.
import { afterAll, describe, expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { divergence, hutchinsonDivergence } from '../../src/tensor/derivatives/divergence.js';
import { hessianVectorProduct } from '../../src/tensor/derivatives/hessian-vector-product.js';
import { jacobian } from '../../src/tensor/derivatives/jacobian.js';
import { jvp } from '../../src/tensor/derivatives/jacobian-vector-product.js';
import { vjp } from '../../src/tensor/derivatives/vector-jacobian-product.js';
import { valueAndGrad } from '../../src/tensor/gradient.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals } from './arrays.js';
import { openBothEngines, runOn, type TensorFunction } from './both-engines.js';
import { expectClose, numbersOf } from './central-differences.js';
import { withEngines } from './on-both-engines.js';

const engines = await openBothEngines();
const { oracle } = engines;
afterAll(() => engines.compiled.dispose());

const { runOnBoth, differences } = withEngines(engines);
const TOLERANCE = 1e-4;

describe('inside of a gradient with respect to parameters', () => {
  type Field = (weights: tf.Tensor2D, noise: tf.Tensor2D) => tf.Tensor;
  const x = normals([3, 2], 13);
  const field =
    (weights: tf.Tensor2D) =>
    (rows: tf.Tensor2D): tf.Tensor2D =>
      tf.tanh(tf.matMul(tf.sin(rows), weights));
  const input = (): tf.Tensor2D => tf.tensor2d(x.data, [3, 2]);
  const fields: Record<string, Field> = {
    divergence: (weights) => divergence(field(weights))(input()).divergence,
    hutchinsonDivergence: (weights, noise) => hutchinsonDivergence(field(weights))(input(), noise).divergence,
    jvp: (weights, noise) => jvp(field(weights))(input(), noise).tangent,
    jacobian: (weights) => jacobian(field(weights))(input()).jacobian,
    hessianVectorProduct: (weights, noise) =>
      hessianVectorProduct((rows: tf.Tensor2D) => tf.sum(field(weights)(rows)) as tf.Scalar)(input(), noise).product,
  };

  it.each(Object.entries(fields))('%s can be differentiated', async (_, fn) => {
    const loss = (weights: tf.Tensor2D, noise: tf.Tensor2D): tf.Scalar => tf.sum(tf.square(fn(weights, noise)));
    const args = [normals([2, 2], 14), normals([3, 2], 15)];
    const gradient = await runOnBoth(
      (weights: tf.Tensor2D, noise: tf.Tensor2D) => valueAndGrad(loss)(weights, noise).gradient,
      args,
    );
    const rows = await differences(loss as TensorFunction, args);
    expectClose(
      numbersOf(gradient),
      rows.slice(0, 4).map((row) => row[0]!),
      TOLERANCE,
    );
  });
});

describe('where the tape is at its edges', () => {
  it('a result that does not depend on the argument has derivatives of zero', async () => {
    const constant = (_: tf.Tensor) => tf.ones([2, 3]) as tf.Tensor2D;
    const fn = (input: tf.Tensor2D) => [
      vjp(constant)(input, input).gradient,
      jvp(constant)(input, input).tangent,
      divergence(constant)(input).divergence,
    ];
    const result = await runOnBoth(fn, [normals([2, 3])]);
    expect([...numbersOf(result)]).toEqual(new Array(14).fill(0));
  });

  it('the identity hands products on as they are', async () => {
    const same = (tensor: tf.Tensor2D) => tensor;
    const fn = (input: tf.Tensor2D, other: tf.Tensor2D) => [
      vjp(same)(input, other).gradient,
      jvp(same)(input, other).tangent,
      jacobian(same)(input).jacobian,
    ];
    const other = normals([1, 2], 2);
    const result = await runOnBoth(fn, [normals([1, 2]), other]);
    expect([...numbersOf(result)]).toEqual([...other.data, ...other.data, 1, 0, 0, 1]);
  });

  it('an inner derivative holds fixed what was computed from its argument before', async () => {
    // d/dx of x times (d/dy of x y at y = x) is d/dx of x^2.
    const outer = (at: tf.Scalar): tf.Scalar =>
      tf.mul(at, vjp((y: tf.Scalar) => tf.mul(at, y))(at, tf.scalar(1)).gradient);
    const fn = (at: tf.Scalar) => vjp(outer)(at, tf.scalar(1)).gradient;
    const result = await runOnBoth(fn, [ndArray([], [3])]);
    expect([...numbersOf(result)]).toEqual([6]);
  });

  it('so does the gradient of valueAndGrad', async () => {
    const outer = (at: tf.Scalar): tf.Scalar =>
      tf.mul(at, valueAndGrad((y: tf.Scalar): tf.Scalar => tf.mul(at, y))(at).gradient);
    const result = await runOnBoth((at: tf.Scalar) => valueAndGrad(outer)(at).gradient, [ndArray([], [3])]);
    expect([...numbersOf(result)]).toEqual([6]);
  });

  it('products of other forms are refused', async () => {
    const square = (tensor: tf.Tensor) => tf.square(tensor);
    const fn = (input: tf.Tensor, other: tf.Tensor) => vjp(square)(input, other).gradient;
    await expect(runOn(oracle, fn as TensorFunction, [normals([2]), normals([3])])).rejects.toThrow('innerProduct()');
    const pair = (input: tf.Tensor) => vjp((t: tf.Tensor) => [t, t])(input, [input]).gradient;
    await expect(runOn(oracle, pair as TensorFunction, [normals([2])])).rejects.toThrow('got 1 tensors, expected 2');
  });

  it('no tensors are left behind', async () => {
    const before = tf.memory().numTensors;
    await runOnBoth(
      (input: tf.Tensor2D) => [
        divergence((rows: tf.Tensor2D) => tf.exp(rows))(input),
        hessianVectorProduct((t: tf.Tensor2D) => tf.sum(tf.exp(t)))(input, input),
        jvp((rows: tf.Tensor2D) => tf.sin(rows))(input, input),
      ],
      [normals([2, 3])],
    );
    const failing = (tensor: tf.Tensor): tf.Tensor => {
      throw new Error(`stopped at rank ${tensor.rank}`);
    };
    const fn = (input: tf.Tensor) => vjp(failing)(input, input).gradient;
    await expect(runOn(oracle, fn as TensorFunction, [normals([2])])).rejects.toThrow('stopped at rank 1');
    expect(tf.memory().numTensors).toBe(before);
  });
});
