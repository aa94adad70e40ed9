// The helpers for derivatives, compiled and eagerly, against central differences in an asymmetric point.
import { afterAll, describe, expect, it } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
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

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, index) => sum + value * b[index]!, 0);

/** The product of a matrix, given by the rows of its transpose, with a vector. */
const timesColumns = (transposed: readonly Float64Array[], vector: ArrayLike<number>): number[] =>
  Array.from(transposed[0]!, (_, row) =>
    dot(
      transposed.map((column) => column[row]!),
      vector,
    ),
  );

interface Pair<Leaf> {
  readonly matrix: Leaf;
  readonly offsets: readonly Leaf[];
}

/** A tree to a tree, with every operation nonlinear in everything. */
const forest = ({ matrix, offsets }: Pair<tf.Tensor>, factor: tf.Tensor) => {
  const product = tf.tanh(tf.add(tf.matMul(matrix, tf.exp(matrix), false, true), offsets[0]!));
  return [tf.mul(product, factor), { sum: tf.sigmoid(tf.sum(tf.mul(product, tf.slice(matrix, [0, 0], [2, 2])))) }];
};
const asPair = (matrix: tf.Tensor, offset: tf.Tensor): Pair<tf.Tensor> => ({ matrix, offsets: [offset] });

const x = [normals([2, 3], 1), normals([2], 2)];
const factor = normals([], 3);
const likeX = [normals([2, 3], 4), normals([2], 5)];
const likeValue = [normals([2, 2], 6), normals([], 7)];

describe('on trees', () => {
  const asForest = (...args: tf.Tensor[]) => forest(asPair(args[0]!, args[1]!), args[2]!);
  const rows = async () => (await differences(asForest, [...x, factor])).slice(0, 8);

  it('vjp gives the value, and the transposed Jacobian times the cotangent', async () => {
    const fn = (matrix: tf.Tensor, offset: tf.Tensor, scale: tf.Tensor, first: tf.Tensor, second: tf.Tensor) =>
      vjp(forest)(asPair(matrix, offset), [first, { sum: second as tf.Scalar }], scale);
    const { value, gradient } = await runOnBoth(fn, [...x, factor, ...likeValue]);
    expectClose(numbersOf(value), numbersOf(await runOn(oracle, asForest as TensorFunction, [...x, factor])), 1e-5);
    const expected = (await rows()).map((row) => dot(row, numbersOf(likeValue)));
    expect(Object.keys(gradient)).toEqual(['matrix', 'offsets']);
    expectClose(numbersOf(gradient), expected, TOLERANCE);
  });

  it('jvp gives the value, and the Jacobian times the tangent', async () => {
    const fn = (matrix: tf.Tensor, offset: tf.Tensor, scale: tf.Tensor, first: tf.Tensor, second: tf.Tensor) =>
      jvp(forest)(asPair(matrix, offset), asPair(first, second), scale);
    const { value, tangent } = await runOnBoth(fn, [...x, factor, ...likeX]);
    expectClose(numbersOf(value), numbersOf(await runOn(oracle, asForest as TensorFunction, [...x, factor])), 1e-5);
    expectClose(numbersOf(tangent), timesColumns(await rows(), numbersOf(likeX)), TOLERANCE);
  });

  it('hessianVectorProduct gives the gradient and the product', async () => {
    const loss = (pair: Pair<tf.Tensor>, scale: tf.Tensor): tf.Scalar => {
      const [first, { sum }] = forest(pair, scale) as [tf.Tensor, { sum: tf.Scalar }];
      return tf.add(tf.sum(tf.square(first)), sum);
    };
    const fn = (matrix: tf.Tensor, offset: tf.Tensor, scale: tf.Tensor, first: tf.Tensor, second: tf.Tensor) =>
      hessianVectorProduct(loss)(asPair(matrix, offset), asPair(first, second), scale);
    const { gradient, product } = await runOnBoth(fn, [...x, factor, ...likeX]);
    const slopes = (...args: tf.Tensor[]) => valueAndGrad(loss)(asPair(args[0]!, args[1]!), args[2]!).gradient;
    expectClose(numbersOf(gradient), numbersOf(await runOn(oracle, slopes, [...x, factor])), 1e-5);
    const hessian = (await differences(slopes, [...x, factor])).slice(0, 8);
    expectClose(numbersOf(product), timesColumns(hessian, numbersOf(likeX)), TOLERANCE);
  });
});

/** Rows of three numbers to rows of `width` numbers. */
const layer = (input: tf.Tensor2D, width: number): tf.Tensor2D => {
  const weights = normals([3, width], 8);
  return tf.tanh(tf.matMul(tf.mul(input, tf.exp(input)), tf.tensor2d(weights.data, [3, width])));
};

describe('on batches', () => {
  const batch = normals([4, 3], 9);
  const blocks = async (width: number): Promise<number[]> => {
    const rows = await differences((input) => layer(input as tf.Tensor2D, width), [batch]);
    return [0, 1, 2, 3].flatMap((row) =>
      Array.from({ length: width }, (_, i) => [0, 1, 2].map((j) => rows[3 * row + j]![width * row + i]!)).flat(),
    );
  };

  it.each([2, 3, 5])('jacobian gives 3 columns and %i rows for every case', async (width) => {
    const fn = (input: tf.Tensor2D, output: tf.Scalar) =>
      jacobian((rows: tf.Tensor2D, scale: tf.Scalar) => tf.mul(layer(rows, width), scale))(input, output);
    const result = await runOnBoth(fn, [batch, ndArray([], [1])]);
    expect(result.jacobian.shape).toEqual([4, width, 3]);
    expect(result.value.shape).toEqual([4, width]);
    expectClose(numbersOf(result.jacobian), await blocks(width), TOLERANCE);
  });

  it('jacobian refuses a function that changes the number of rows', async () => {
    const fn = (input: tf.Tensor) => jacobian((rows) => tf.transpose(rows))(input as tf.Tensor2D).jacobian;
    await expect(runOn(oracle, fn as TensorFunction, [batch])).rejects.toThrow('jacobian(): got 3 rows for 4');
  });

  it('divergence gives the traces', async () => {
    const fn = (input: tf.Tensor2D) => divergence((rows: tf.Tensor2D) => layer(rows, 3))(input);
    const result = await runOnBoth(fn, [batch]);
    const full = await blocks(3);
    const traces = [0, 1, 2, 3].map((row) => full[9 * row]! + full[9 * row + 4]! + full[9 * row + 8]!);
    expect(result.divergence.shape).toEqual([4]);
    expectClose(numbersOf(result.divergence), traces, TOLERANCE);
  });

  it('hutchinsonDivergence gives the quadratic form of the noise', async () => {
    const noise = normals([4, 3], 10);
    const fn = (input: tf.Tensor2D, e: tf.Tensor2D) =>
      hutchinsonDivergence((rows: tf.Tensor2D) => layer(rows, 3))(input, e);
    const result = await runOnBoth(fn, [batch, noise]);
    const full = await blocks(3);
    const forms = [0, 1, 2, 3].map((row) => {
      const e = [...noise.data.slice(3 * row, 3 * row + 3)];
      return dot(
        e,
        e.map((_, i) => dot(full.slice(9 * row + 3 * i, 9 * row + 3 * i + 3), e)),
      );
    });
    expect(result.divergence.shape).toEqual([4]);
    expectClose(numbersOf(result.divergence), forms, TOLERANCE);
  });

  it('hutchinsonDivergence is exact on average over all signs, on trees of images too', async () => {
    const field = ({ a, b }: { a: tf.Tensor; b: tf.Tensor }) => ({
      a: tf.mul(a, tf.sum(b)),
      b: tf.sin(tf.mul(b, tf.sum(a))),
    });
    const fn = (a: tf.Tensor, b: tf.Tensor, signA: tf.Tensor, signB: tf.Tensor) =>
      hutchinsonDivergence(field)({ a, b }, { a: signA, b: signB }).divergence;
    const [a, b] = [normals([1, 1, 2], 11), normals([1, 2], 12)];
    let mean = 0;
    for (let bits = 0; bits < 16; bits++) {
      const signs = [0, 1, 2, 3].map((bit) => ((bits >> bit) & 1 ? 1 : -1));
      const noise = [ndArray([1, 1, 2], signs.slice(0, 2)), ndArray([1, 2], signs.slice(2))];
      const result = await runOn(oracle, fn as TensorFunction, [a, b, ...noise]);
      expect((result as NdArray).shape).toEqual([1]);
      mean += (result as NdArray).data[0]! / 16;
    }
    const rows = await differences(((...args: tf.Tensor[]) => field({ a: args[0]!, b: args[1]! })) as TensorFunction, [
      a,
      b,
    ]);
    expectClose([mean], [rows.reduce((sum, row, index) => sum + row[index]!, 0)], TOLERANCE);
  });
});
