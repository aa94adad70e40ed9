// All standard distributions: normalization by quadrature, known values, gradients by finite differences, samples
// against mean and covariance, determinism, compiled against eager; asymmetric parameters throughout.
import { describe, expect, it } from 'vitest';
import { diagonalNormal } from '../../src/densities/distributions/diagonal-normal.js';
import type { Distribution } from '../../src/densities/distributions/distribution.js';
import { normal } from '../../src/densities/distributions/normal.js';
import { distributions } from '../../src/densities/distributions/registry.js';
import { standardNormal } from '../../src/densities/distributions/standard-normal.js';
import { uniform } from '../../src/densities/distributions/uniform.js';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import type { tf } from '../../src/tensor/tfjs.js';
import { openBothEngines, runOn, type TensorFunction } from '../tensor/both-engines.js';
import { centralDifferences, expectClose, numbersOf } from '../tensor/central-differences.js';

interface Case {
  readonly distribution: Distribution;
  /** A box that holds all but 1e-6 of the probability. */
  readonly box: readonly (readonly [minimum: number, maximum: number])[];
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  /** A point and the density there, by hand. */
  readonly known: readonly [point: readonly number[], density: number];
  /** Points where the density is smooth. */
  readonly smooth: readonly (readonly number[])[];
}

const root = Math.sqrt(2 * Math.PI);
const points = [
  [0.3, -0.4],
  [-1.2, 0.8],
  [1.1, 1.9],
];

const cases: Record<keyof typeof distributions, readonly Case[]> = {
  standardNormal: [
    {
      distribution: standardNormal(1),
      box: [[-6, 6]],
      mean: [0],
      covariance: [[1]],
      known: [[1], Math.exp(-0.5) / root],
      smooth: [[0.3], [-2]],
    },
    {
      distribution: standardNormal(2),
      box: [
        [-6, 6],
        [-6, 6],
      ],
      mean: [0, 0],
      covariance: [
        [1, 0],
        [0, 1],
      ],
      known: [[1, -2], Math.exp(-2.5) / root ** 2],
      smooth: points,
    },
  ],
  diagonalNormal: [
    {
      distribution: diagonalNormal([1, -2], [0.5, 3]),
      box: [
        [-2, 4],
        [-20, 16],
      ],
      mean: [1, -2],
      covariance: [
        [0.25, 0],
        [0, 9],
      ],
      known: [[1.5, -5], Math.exp(-1) / root ** 2 / 1.5],
      smooth: points,
    },
  ],
  normal: [
    {
      // Covariance of x and x + y/2: the inverse is [[5, -4], [-4, 4]], the determinant 1/4.
      distribution: normal(
        [1, -1],
        [
          [1, 1],
          [1, 1.25],
        ],
      ),
      box: [
        [-5, 7],
        [-8, 6],
      ],
      mean: [1, -1],
      covariance: [
        [1, 1],
        [1, 1.25],
      ],
      known: [[2, 1], Math.exp(-0.5 * (5 - 16 + 16)) / root ** 2 / 0.5],
      smooth: points,
    },
  ],
  uniform: [
    {
      distribution: uniform([-1, 2], [3, 2.5]),
      box: [
        [-1, 3],
        [2, 2.5],
      ],
      mean: [1, 2.25],
      covariance: [
        [16 / 12, 0],
        [0, 0.25 / 12],
      ],
      known: [[2.9, 2.1], 0.5],
      smooth: [
        [0, 2.2],
        [2.5, 2.3],
      ],
    },
  ],
};

const all = Object.entries(cases).flatMap(([name, variants]) =>
  variants.map((variant, index) => [`${name} ${index}`, variant] as const),
);
const { compiled, oracle } = await openBothEngines();
const rows = (values: readonly (readonly number[])[]): NdArray =>
  ndArray([values.length, values[0]!.length], values.flat());
const logDensityOf =
  ({ distribution }: Case): TensorFunction =>
  (x) =>
    distribution.logDensity(x as tf.Tensor2D);

it('the table has every distribution of the registry', () => {
  expect(Object.keys(cases)).toEqual(Object.keys(distributions));
});

describe.each(all)('%s', (_, entry) => {
  const { distribution, box, mean, covariance, known, smooth } = entry;

  it('integrates to 1', async () => {
    // The midpoint rule converges fast for functions that vanish at the ends.
    const steps = box.length === 1 ? 2000 : 200;
    const grid = (axis: number, index: number): number => {
      const [minimum, maximum] = box[axis]!;
      return minimum + ((maximum - minimum) * (index + 0.5)) / steps;
    };
    const cells = Array.from({ length: steps ** box.length }, (_, cell) =>
      box.map((_, axis) => grid(axis, Math.floor(cell / steps ** axis) % steps)),
    );
    const volume = box.reduce((product, [minimum, maximum]) => (product * (maximum - minimum)) / steps, 1);
    const values = numbersOf(await runOn(oracle, logDensityOf(entry), [rows(cells)]));
    expect(volume * values.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 4);
  });

  it('has the density that is worked out by hand', async () => {
    for (const engine of [compiled, oracle]) {
      const [value] = numbersOf(await runOn(engine, logDensityOf(entry), [rows([known[0]])]));
      expect(value).toBeCloseTo(Math.log(known[1]), 5);
    }
  });

  it('has the gradient of finite differences', async () => {
    const gradient: TensorFunction = (x) => distribution.gradient(x as tf.Tensor2D);
    const found = numbersOf(await runOn(compiled, gradient, [rows(smooth)]));
    const differences = await centralDifferences((args) => runOn(oracle, logDensityOf(entry), args), [rows(smooth)]);
    // A row of differences for each number of a point; only the density of its own point changes.
    const own = differences.map((row, index) => row[Math.floor(index / distribution.dimension)]!);
    expectClose(found, own, 1e-4);
  });

  it('gives samples of its mean and covariance, the same from the same stream', async () => {
    const count = 20_000;
    const noise = distribution.noise(randomStream(8, 'samples'), count);
    expect(distribution.noise(randomStream(8, 'samples'), count)).toEqual(noise);
    expect(distribution.noise(randomStream(9, 'samples'), count)).not.toEqual(noise);
    const sample: TensorFunction = (z) => distribution.sample(z as tf.Tensor2D);
    const samples = numbersOf(await runOn(compiled, sample, [noise]));
    expectClose(samples, numbersOf(await runOn(oracle, sample, [noise])), 1e-5);
    const { dimension } = distribution;
    const at = (row: number, axis: number) => samples[row * dimension + axis]! - mean[axis]!;
    for (let i = 0; i < dimension; i++) {
      const deviation = Math.sqrt(covariance[i]![i]!);
      let sum = 0;
      for (let row = 0; row < count; row++) sum += at(row, i);
      // Four standard errors.
      expect(Math.abs(sum / count)).toBeLessThan((4 * deviation) / Math.sqrt(count));
      for (let j = 0; j < dimension; j++) {
        let products = 0;
        for (let row = 0; row < count; row++) products += at(row, i) * at(row, j);
        const scale = deviation * Math.sqrt(covariance[j]![j]!);
        expect(Math.abs(products / count - covariance[i]![j]!)).toBeLessThan(
          (4 * Math.SQRT2 * scale) / Math.sqrt(count),
        );
      }
    }
  });

  it('draws with the probability that it states', async () => {
    const probability: TensorFunction = (x) => distribution.logProbability(x as tf.Tensor2D);
    const [stated, density] = [probability, logDensityOf(entry)].map((fn) => runOn(compiled, fn, [rows(smooth)]));
    expect(await stated).toEqual(await density);
  });
});

describe('the uniform distribution', () => {
  it('has no density outside of its box, on any side', async () => {
    const { distribution } = cases.uniform[0]!;
    const outside = rows([
      [-1.01, 2.2],
      [3, 2.2],
      [0, 1.99],
      [0, 2.5],
      [9, 9],
    ]);
    const logDensity: TensorFunction = (x) => distribution.logDensity(x as tf.Tensor2D);
    expect([...numbersOf(await runOn(compiled, logDensity, [outside]))]).toEqual(new Array(5).fill(-Infinity));
  });
});

it.each<[string, () => unknown, string]>([
  ['two lengths', () => diagonalNormal([0, 0], [1]), 'diagonal normal: mean has 2, deviation has 1 components'],
  ['no dimension', () => standardNormal(0), 'diagonal normal: mean has 0, deviation has 0 components'],
  ['a deviation of zero', () => diagonalNormal([0], [0]), 'diagonal normal: deviation is 0'],
  ['an empty box', () => uniform([1], [1]), 'uniform: maximum - minimum is 0'],
  [
    'an asymmetric covariance',
    () =>
      normal(
        [0, 0],
        [
          [1, 0.5],
          [0.4, 1],
        ],
      ),
    'the covariance of the normal has 0.4 at [1, 0] and 0.5 at [0, 1]',
  ],
  [
    'an indefinite covariance',
    () =>
      normal(
        [0, 0],
        [
          [1, 2],
          [2, 1],
        ],
      ),
    'normal: covariance, pivot 1 is -3',
  ],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(expect.objectContaining({ code: 'density-parameter-invalid', message }));
});
