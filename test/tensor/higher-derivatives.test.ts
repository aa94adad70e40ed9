// First, second and third derivatives of every smooth operation: compiled against eager, and each order against central
// differences of the one before.
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NdArray } from '../../src/foundation/nd-array.js';
import type { Arrays } from '../../src/tensor/arrays.js';
import { vjp } from '../../src/tensor/derivatives/vector-jacobian-product.js';
import { graphBackendName } from '../../src/tensor/graph/backend.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals } from './arrays.js';
import { openBothEngines, runOn, type TensorFunction } from './both-engines.js';
import { centralDifferences, expectClose, numbersOf } from './central-differences.js';
import type { KernelCase, KernelTable } from './kernel-case.js';
import { composedCases } from './smooth-composed-cases.js';
import { smoothElementwiseCases } from './smooth-elementwise-cases.js';
import { smoothProductCases } from './smooth-product-cases.js';
import { smoothStructuralCases } from './smooth-structural-cases.js';

const table: KernelTable = { ...smoothElementwiseCases, ...smoothProductCases, ...smoothStructuralCases };
const { compiled, oracle } = await openBothEngines();
const kernels = tf.getKernelsForBackend(graphBackendName);

let tensorsBefore: number;

afterAll(() => compiled.dispose());
beforeEach(() => {
  tensorsBefore = tf.memory().numTensors;
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(tf.memory().numTensors, 'tensors left behind').toBe(tensorsBefore);
});

/** Kernels without a derivative worth the name: conditions, places, jumps, and arrays that depend on no numbers. */
const constant = [
  ...['Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'NotEqual', 'LogicalAnd', 'LogicalNot', 'LogicalOr'],
  ...['All', 'Any', 'IsFinite', 'IsInf', 'IsNan', 'ArgMax', 'ArgMin', 'OneHot'],
  ...['Ceil', 'Floor', 'FloorDiv', 'Round', 'Sign', 'Step'],
  ...['Fill', 'LinSpace', 'OnesLike', 'Range', 'ZerosLike'],
];
/** Kernels that TensorFlow.js does not run where gradients are taken; it runs their parts instead. */
const fused = ['FusedConv2D', 'FusedDepthwiseConv2D', '_FusedMatMul'];

/** The sum of all elements of a tree of tensors, each with a weight of its own. */
function weighted(tensors: readonly tf.Tensor[], seed: number): tf.Scalar {
  const parts = tensors.map((tensor, index) => {
    const { data, shape } = normals(tensor.shape, seed + index);
    return tf.sum(tf.mul(tensor, tf.tensor(data, [...shape])));
  });
  return tf.addN(parts) as tf.Scalar;
}

type Loss = (numbers: tf.Tensor[]) => tf.Scalar;

/** A loss with its gradient, zero where the loss does not depend on a tensor, as happens to higher derivatives. */
const withGradient = (loss: Loss, numbers: tf.Tensor[]) => vjp(loss)(numbers, tf.scalar(1));

/** The derivative of a loss in one direction. */
const slope =
  (loss: Loss, seed: number): Loss =>
  (numbers) =>
    weighted(withGradient(loss, numbers).gradient, seed);

/** Three losses, each a derivative of the one before, and their gradients. */
function threeOrders(fn: TensorFunction, whole: readonly boolean[]) {
  return (...args: tf.Tensor[]): { losses: tf.Scalar[]; gradients: tf.Tensor[][] } => {
    const numbers = args.filter((_, position) => !whole[position]);
    const first: Loss = (moved) => {
      let next = 0;
      return weighted([fn(...args.map((arg, position) => (whole[position] ? arg : moved[next++]!))) as tf.Tensor], 10);
    };
    const second = slope(first, 20);
    const third = slope(second, 30);
    const results = [first, second, third].map((loss) => withGradient(loss, numbers));
    return { losses: results.map(({ value }) => value), gradients: results.map(({ gradient }) => gradient) };
  };
}

interface Orders {
  readonly losses: NdArray[];
  readonly gradients: NdArray[][];
}

async function expectThreeOrders({ args, fn }: KernelCase): Promise<void> {
  const orders = threeOrders(
    fn,
    args.map(({ data }) => data instanceof Int32Array),
  );
  const evaluation = compiled.compile('orders', orders);
  const evaluate = (moved: readonly NdArray[]) => evaluation.run(...(moved as Arrays<tf.Tensor[]>));
  const { gradients } = (await evaluate(args)) as Orders;
  const eager = (await runOn(oracle, orders as TensorFunction, args)) as Orders;
  const differences = await centralDifferences(async (moved) => (await evaluate(moved)).losses, args);
  for (const [order, gradient] of gradients.entries()) {
    const found = numbersOf(gradient);
    const what = `derivative ${order + 1}`;
    expectClose(found, numbersOf(eager.gradients[order]), 2e-5, `${what} compiled against eager: `);
    const expected = differences.map((row) => row[order]!);
    expectClose(found, expected, 1e-3, `${what} against differences: `);
    expect(Math.max(...found.map(Math.abs)), `${what} says nothing`).toBeGreaterThan(1e-3);
  }
  await evaluation.dispose();
}

it('the table has a row for every smooth kernel, and no other', () => {
  const smooth = kernels.map(({ kernelName }) => kernelName).filter((name) => ![...constant, ...fused].includes(name));
  expect(Object.keys(table).sort()).toEqual(smooth.sort());
});

describe.each(Object.entries(table))('three derivatives of %s', (kernelName, cases) => {
  it.each(cases)('$label', async (smoothCase) => {
    const recorded = vi.spyOn(kernels.find((kernel) => kernel.kernelName === kernelName)!, 'kernelFunc');
    await expectThreeOrders(smoothCase);
    expect(recorded, `the row does not use ${kernelName}`).toHaveBeenCalled();
  });
});

describe('three derivatives of what is composed:', () => {
  it.each(composedCases)('$label', expectThreeOrders);
});
