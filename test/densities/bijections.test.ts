// All bijections: invertibility, log-determinants against the Jacobian of automatic differentiation, known values, and
// the same compiled as eagerly.
import { describe, expect, it } from 'vitest';
import type { Bijection, Mapped } from '../../src/densities/bijection.js';
import { affine } from '../../src/densities/bijections/affine.js';
import { bijections } from '../../src/densities/bijections/registry.js';
import { sigmoid } from '../../src/densities/bijections/sigmoid.js';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import type { Arrays } from '../../src/tensor/arrays.js';
import { jacobian } from '../../src/tensor/derivatives/jacobian.js';
import type { tf } from '../../src/tensor/tfjs.js';
import { expectSameTrees, openBothEngines, runOn } from '../tensor/both-engines.js';
import { expectClose, numbersOf } from '../tensor/central-differences.js';

interface Case {
  readonly bijection: Bijection;
  /** A point, its image, and the determinant there, by hand. */
  readonly known: readonly [point: readonly number[], image: readonly number[], determinant: number];
}

const cases: Record<keyof typeof bijections, readonly Case[]> = {
  affine: [
    { bijection: affine([2, -0.5, 3], [1, -1, 0]), known: [[1, 2, -1], [3, -2, -3], -3] },
    { bijection: affine([-4], [0.5]), known: [[0.25], [-0.5], -4] },
  ],
  // Slopes y (1 - y): 1/4, 3/16, 3/16.
  sigmoid: [
    { bijection: sigmoid(3), known: [[0, Math.log(3), -Math.log(3)], [0.5, 0.75, 0.25], 9 / 1024] },
    { bijection: sigmoid(1), known: [[0], [0.5], 1 / 4] },
  ],
};
const all = Object.entries(cases).flatMap(([name, variants]) =>
  variants.map((variant, index) => [`${name} ${index}`, variant] as const),
);
const { compiled, oracle } = await openBothEngines();

/** Unequal points, (4, dimension). */
const pointsOf = (dimension: number): NdArray =>
  ndArray(
    [4, dimension],
    Array.from({ length: 4 * dimension }, (_, index) => 2.5 * Math.sin(1 + 1.7 * index)),
  );
const map = (bijection: Bijection, direction: 'forward' | 'inverse') => (x: tf.Tensor) =>
  bijection[direction](x as tf.Tensor2D);
const mapped = (bijection: Bijection, direction: 'forward' | 'inverse', x: NdArray) =>
  runOn(compiled, map(bijection, direction) as never, [x]) as Promise<Arrays<Mapped>>;

it('the table has every bijection of the registry', () => {
  expect(Object.keys(cases)).toEqual(Object.keys(bijections));
});

describe.each(all)('%s', (_, { bijection, known: [point, image, determinant] }) => {
  const { dimension } = bijection;

  it('maps as worked out by hand', async () => {
    const forward = await mapped(bijection, 'forward', ndArray([1, dimension], point));
    expectClose(forward.points.data, image, 1e-6);
    expectClose(forward.logDeterminant.data, [Math.log(Math.abs(determinant))], 1e-6);
  });

  it('is undone by its inverse, either way round, with the opposite log-determinant', async () => {
    const x = pointsOf(dimension);
    const forward = await mapped(bijection, 'forward', x);
    expect(forward.logDeterminant.shape).toEqual([4]);
    const back = await mapped(bijection, 'inverse', forward.points);
    expectClose(back.points.data, x.data, 1e-5);
    expectClose(
      back.logDeterminant.data,
      forward.logDeterminant.data.map((value) => -value),
      1e-5,
    );
    expectClose((await mapped(bijection, 'forward', back.points)).points.data, forward.points.data, 1e-5);
  });

  it.each(['forward', 'inverse'] as const)(
    '%s has the log-determinant of the automatic Jacobian',
    async (direction) => {
      const x = pointsOf(dimension);
      const from = direction === 'forward' ? x : (await mapped(bijection, 'forward', x)).points;
      const { logDeterminant } = await mapped(bijection, direction, from);
      const jacobians = (points: tf.Tensor) =>
        jacobian((y: tf.Tensor2D) => bijection[direction](y).points)(points as tf.Tensor2D).jacobian;
      const matrices = numbersOf(await runOn(compiled, jacobians, [from]));
      for (let row = 0; row < 4; row++) {
        const matrix = Array.from({ length: dimension }, (_, i) =>
          Array.from({ length: dimension }, (_, j) => matrices[(row * dimension + i) * dimension + j]!),
        );
        expect(logDeterminant.data[row]).toBeCloseTo(Math.log(Math.abs(determinantOf(matrix))), 3);
      }
    },
  );

  it('is the same compiled as eagerly', async () => {
    const forward = map(bijection, 'forward') as never;
    const args = [pointsOf(dimension)];
    expectSameTrees(await runOn(compiled, forward, args), await runOn(oracle, forward, args));
  });
});

it('the sigmoid keeps its log-determinant where it saturates', async () => {
  const { logDeterminant } = await mapped(sigmoid(1), 'forward', ndArray([2, 1], [80, -90]));
  expectClose(logDeterminant.data, [-80, -90], 1e-6);
});

it.each([
  ['zero', () => affine([1, 0], [0, 0]), 'affine: scale is 1,0'],
  ['too many shifts', () => affine([1], [0, 0]), 'affine: scale has 1, shift has 2 components'],
])('an affine map of %s is refused', (_, make, message) => {
  expect(make).toThrow(expect.objectContaining({ code: 'density-parameter-invalid', message }));
});

/** By expansion along the first row. */
function determinantOf(matrix: readonly (readonly number[])[]): number {
  if (matrix.length === 1) return matrix[0]![0]!;
  return matrix[0]!.reduce((sum, value, column) => {
    const minor = matrix.slice(1).map((row) => row.filter((_, index) => index !== column));
    return sum + (column % 2 === 0 ? 1 : -1) * value * determinantOf(minor);
  }, 0);
}
