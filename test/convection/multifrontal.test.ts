import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { type Evolution, simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';
import { annulusGrid, type Grid } from '../../src/convection/grid.js';
import { conjugateGradients } from '../../src/convection/stokes/conjugate-gradient.js';
import { type Factorization, multifrontalFactorization } from '../../src/convection/stokes/multifrontal.js';
import type { StokesOperator } from '../../src/convection/stokes/stokes-operator.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { exampleParameters as parameters } from './example-parameters.js';
import { assembled, denseMatrix, largest, product, roughLogarithm, viscosityFrom } from './helpers.js';

function roughOperator(grid: Grid, contrast: number, seed = 4): StokesOperator {
  return assembled(grid, viscosityFrom(grid, roughLogarithm(grid, contrast, randomStream(seed))));
}

function factorOf(operator: StokesOperator): Factorization {
  const factorization = multifrontalFactorization(operator);
  expect(factorization.factorize(operator)).toBe(true);
  return factorization;
}

function solve(operator: StokesOperator, right: Float64Array): Float64Array {
  const x = right.slice();
  factorOf(operator).substitute(x);
  return x;
}

/** Dense Gaussian elimination, the oracle. */
function denseSolve(dense: Float64Array[], right: Float64Array): Float64Array {
  const a = dense.map((row) => row.slice());
  const x = right.slice();
  for (let k = 0; k < x.length; k++) {
    for (let row = k + 1; row < x.length; row++) {
      const factor = a[row][k] / a[k][k];
      for (let column = k; column < x.length; column++) a[row][column] -= factor * a[k][column];
      x[row] -= factor * x[k];
    }
  }
  for (let k = x.length - 1; k >= 0; k--) {
    for (let column = k + 1; column < x.length; column++) x[k] -= a[k][column] * x[column];
    x[k] /= a[k][k];
  }
  return x;
}

function normals(length: number, seed = 9): Float64Array {
  const stream = randomStream(seed);
  return Float64Array.from({ length }, () => stream.normal());
}

describe('the multifrontal factorization', () => {
  for (let radial = 4; radial <= 9; radial++) {
    it(`solves as a dense solver does: ${radial} × 4 to 14 cells`, () => {
      for (let azimuthal = 4; azimuthal <= 14; azimuthal++) {
        const operator = roughOperator(annulusGrid(radial, azimuthal, 1 / 3, 4 / 3), 10);
        const right = normals(operator.size);
        const expected = denseSolve(denseMatrix(operator), right);
        const differences = solve(operator, right).map((value, k) => value - expected[k]);
        expect(largest(differences)).toBeLessThan(3e-5 * largest(expected));
        const refined = new Float64Array(operator.size);
        expect(conjugateGradients(operator, factorOf(operator), right, refined, 1e-13)).toBeLessThan(6);
        expect(largest(refined.map((value, k) => value - expected[k]))).toBeLessThan(1e-11 * largest(expected));
      }
    });
  }

  for (const contrast of [1, 1e5, 1e10]) {
    for (const [radial, azimuthal] of [
      [31, 43],
      [40, 24],
      [64, 17],
    ]) {
      it(`leaves a residual of single precision at a contrast of ${contrast}, ${radial} × ${azimuthal} cells`, () => {
        const operator = roughOperator(annulusGrid(radial, azimuthal, 1 / 3, 4 / 3), contrast);
        const right = normals(operator.size);
        const x = solve(operator, right);
        // Row by row, relative to the numbers that the residual is the difference of.
        const magnitudes = denseRowSums(operator, x);
        const residual = product(operator, x).map(
          (value, k) => (value - right[k]) / (magnitudes[k] + Math.abs(right[k])),
        );
        expect(largest(residual)).toBeLessThan(1e-6);
        const refined = new Float64Array(operator.size);
        expect(conjugateGradients(operator, factorOf(operator), right, refined, 1e-12)).toBeLessThan(8);
      });
    }
  }

  it('is symmetric: the inverse has equal halves', () => {
    const operator = roughOperator(annulusGrid(12, 15, 1 / 3, 4 / 3), 100);
    const factorization = multifrontalFactorization(operator);
    factorization.factorize(operator);
    const inverse = Array.from({ length: operator.size }, (_, k) => {
      const unit = new Float64Array(operator.size);
      unit[k] = 1;
      factorization.substitute(unit);
      return unit;
    });
    const scale = Math.max(...inverse.map(largest));
    inverse.forEach((column, k) => {
      for (let row = 0; row < k; row++) expect(Math.abs(column[row] - inverse[row][k])).toBeLessThan(1e-13 * scale);
    });
  });

  it('gives the same bits again, and after another operator', () => {
    const grid = annulusGrid(20, 26, 1 / 3, 4 / 3);
    const operator = roughOperator(grid, 1e8);
    const right = normals(operator.size);
    const factorization = multifrontalFactorization(operator);
    const solved = () => {
      expect(factorization.factorize(operator)).toBe(true);
      const x = right.slice();
      factorization.substitute(x);
      return x;
    };
    const first = solved();
    factorization.factorize(roughOperator(grid, 1e3, 5));
    expect(solved()).toEqual(first);
    expect(solve(operator, right)).toEqual(first);
  });

  it('gives the same bits in a worker thread', async () => {
    const brief = {
      ...defaultEvolution,
      cells: { radial: 20, azimuthal: 26 },
      outputIntervals: 1,
      duration: 3e7 * 3.15576e7,
    };
    const module = new URL('../../dist/convection/evolution/evolution.js', import.meta.url).href;
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
       import(workerData.module).then(({ simulateEvolution }) =>
         parentPort.postMessage(simulateEvolution(workerData.parameters, workerData.config)));`,
      { eval: true, workerData: { module, parameters, config: brief } },
    );
    const [theirs] = (await once(worker, 'message')) as [Evolution];
    const ours = simulateEvolution(parameters, brief);
    expect(theirs.temperature).toEqual(ours.temperature);
    expect(theirs.solver).toEqual(ours.solver);
  });

  it('leaves numbers beyond the unknowns alone, and forgets NaN', () => {
    const operator = roughOperator(annulusGrid(9, 9, 1 / 3, 4 / 3), 10);
    const factorization = multifrontalFactorization(operator);
    factorization.factorize(operator);
    const right = normals(operator.size + 3);
    const expected = right.slice();
    factorization.substitute(expected);
    expect(expected.slice(-3)).toEqual(right.slice(-3));
    factorization.substitute(new Float64Array(operator.size).fill(Number.NaN));
    factorization.substitute(right);
    expect(right).toEqual(expected);
  });

  it('says so when the operator is not positive definite or holds NaN, and recovers', () => {
    const grid = annulusGrid(14, 16, 1 / 3, 4 / 3);
    const good = roughOperator(grid, 10);
    const factorization = multifrontalFactorization(good);
    for (const [name, value] of [
      ['self', -1],
      ['self', Number.NaN],
      ['upRight', Number.NaN],
      ['rightTwo', 1e9],
    ] as const) {
      const bad = roughOperator(grid, 10);
      bad.coefficients[name][bad.margin + 70] = value;
      expect(factorization.factorize(bad)).toBe(false);
      expect(factorization.factorize(good)).toBe(true);
    }
  });
});

/** Σ |a x| row by row. */
function denseRowSums(operator: StokesOperator, x: Float64Array): Float64Array {
  const dense = denseMatrix(operator);
  return Float64Array.from(dense, (row) => row.reduce((sum, value, k) => sum + Math.abs(value * x[k]), 0));
}
