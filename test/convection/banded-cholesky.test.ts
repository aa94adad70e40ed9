import { describe, expect, it } from 'vitest';
import { bandMatrix, entryIndex, factorize, substitute } from '../../src/convection/stokes/banded-cholesky.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { largest } from './helpers.js';

/** A random symmetric positive definite band matrix, dense and in panels. */
function randomMatrix(size: number, band: number, seed: number) {
  const stream = randomStream(seed);
  const dense = Array.from({ length: size }, () => new Float64Array(size));
  const matrix = bandMatrix(size, band);
  for (let row = 0; row < size; row++) {
    for (let column = Math.max(0, row - band); column <= row; column++) {
      const value = row === column ? 2 * band + 1 : 2 * stream.uniform() - 1;
      dense[row][column] = value;
      dense[column][row] = value;
      matrix.entries[entryIndex(matrix, row, column)] = value;
    }
  }
  return { dense, matrix };
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

describe('banded Cholesky', () => {
  for (const [size, band] of [
    [1, 0],
    [7, 2],
    [24, 4],
    [41, 6],
    [63, 17],
  ]) {
    it(`solves as a dense solver does: ${size} rows, band ${band}`, () => {
      const { dense, matrix } = randomMatrix(size, band, 100 * size + band);
      const right = randomStream(3);
      const x = new Float64Array(matrix.paddedSize);
      for (let k = 0; k < size; k++) x[k] = right.uniform() - 0.5;
      const expected = denseSolve(dense, x.slice(0, size));
      expect(factorize(matrix)).toBe(true);
      substitute(matrix, x);
      expect(largest(expected.map((value, k) => value - x[k]))).toBeLessThan(1e-14);
      expect(Array.from(x.slice(size))).toEqual(new Array(matrix.paddedSize - size).fill(0));
    });
  }

  it('says so when the matrix is not positive definite or holds NaN', () => {
    const { matrix } = randomMatrix(20, 3, 1);
    matrix.entries[entryIndex(matrix, 11, 11)] = -1;
    expect(factorize(matrix)).toBe(false);
    const other = randomMatrix(20, 3, 1).matrix;
    other.entries[entryIndex(other, 5, 4)] = Number.NaN;
    expect(factorize(other)).toBe(false);
  });
});
