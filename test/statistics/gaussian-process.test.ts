import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/foundation/random-stream.js';
import { cholesky, solveLower, solveUpper } from '../../src/statistics/cholesky.js';
import {
  condition,
  fitKernel,
  type Kernel,
  marginalLikelihood,
  posteriorMean,
} from '../../src/statistics/gaussian-process.js';

const stream = randomStream(5);
const points = Array.from({ length: 12 }, () => [stream.uniform(), stream.uniform()]);
const values = points.map(([x, y]) => Math.sin(4 * x!) + 0.3 * y!);
const kernel: Kernel = { lengths: [0.4, 1.5], signal: 1.2, noise: 0.05 };

describe('a Cholesky factorization', () => {
  it('gives back the matrix and solves with it', () => {
    const matrix = Float64Array.of(4, 2, 0.6, 2, 5, 1, 0.6, 1, 3);
    const factor = cholesky(matrix, 3) as Float64Array;
    const product = (i: number, j: number) =>
      [0, 1, 2].reduce((s, k) => s + factor[3 * i + k]! * factor[3 * j + k]!, 0);
    for (let i = 0; i < 9; i++) expect(product(Math.floor(i / 3), i % 3)).toBeCloseTo(matrix[i]!, 14);
    const solution = solveUpper(factor, solveLower(factor, [1, 2, 3]));
    for (const [row, wanted] of [1, 2, 3].entries()) {
      expect([0, 1, 2].reduce((s, k) => s + matrix[3 * row + k]! * solution[k]!, 0)).toBeCloseTo(wanted, 14);
    }
  });

  it('finds a matrix that is not positive definite', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toEqual({ row: 1, pivot: -3 });
  });
});

describe('a Gaussian process', () => {
  it('of one point has the closed form', () => {
    const process = condition([[0]], [2], { lengths: [1], signal: 1.5, noise: 0.5 });
    const covariance = 2.25 * Math.exp(-0.5 * 0.49);
    expect(posteriorMean(process, [0.7])).toBeCloseTo((covariance / 2.5) * 2, 9);
    const { value } = marginalLikelihood([[0]], [2], process.kernel);
    expect(value).toBeCloseTo(-0.5 * (4 / 2.5) - 0.5 * Math.log(2.5) - 0.5 * Math.log(2 * Math.PI), 9);
  });

  it('interpolates data without noise', () => {
    const process = condition(points, values, { ...kernel, noise: 1e-6 });
    for (const [index, point] of points.entries()) {
      expect(posteriorMean(process, point)).toBeCloseTo(values[index]!, 5);
    }
  });

  it('far away goes back to zero', () => {
    const process = condition(points, values, kernel);
    expect(posteriorMean(process, [50, 50])).toBe(0);
  });

  it('has the gradient of its marginal likelihood by finite differences', () => {
    const { gradient } = marginalLikelihood(points, values, kernel);
    const logarithms = [...kernel.lengths, kernel.signal, kernel.noise].map(Math.log);
    const at = (index: number, step: number) => {
      const moved = logarithms.map((x, i) => Math.exp(i === index ? x + step : x));
      const changed = { lengths: moved.slice(0, 2), signal: moved[2]!, noise: moved[3]! };
      return marginalLikelihood(points, values, changed).value;
    };
    for (const [index, slope] of gradient.entries()) {
      const difference = (at(index, 1e-5) - at(index, -1e-5)) / 2e-5;
      expect(Math.abs(slope - difference)).toBeLessThan(1e-6 * (1 + Math.abs(difference)));
    }
  });

  it('is fitted to where the likelihood is highest, and finds which dimension matters', async () => {
    const alongFirst = points.map(([x]) => Math.sin(4 * x!) + 0.01 * stream.normal());
    const bounds = { lengths: [0.05, 20], signal: [0.01, 100], noise: [1e-3, 1], steps: 150 } as const;
    const start = { lengths: [1, 1], signal: 1, noise: 0.1 };
    const fitted = await fitKernel(points, alongFirst, [start], bounds);
    const at = (k: Kernel) => marginalLikelihood(points, alongFirst, k);
    expect(at(fitted).value).toBeGreaterThan(at(start).value);
    expect(fitted.lengths[1]).toBeGreaterThan(5 * fitted.lengths[0]!);
    expect(Math.abs(at(fitted).gradient[0]!)).toBeLessThan(0.01);
    expect(await fitKernel(points, alongFirst, [start], bounds)).toEqual(fitted);
  });
});
