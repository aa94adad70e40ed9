// Cholesky factorization A = L Lᵀ of a symmetric positive definite band matrix, rows stored contiguously: entry (k, c)
// of the lower band lies at k * (band + 1) + band - (k - c). Both the dot products of the factorization and the two
// substitutions then run over contiguous memory.

/** A lower band: matrix before, factor after `factorize`. */
export interface BandMatrix {
  readonly size: number;
  readonly band: number;
  readonly rows: Float64Array;
}

/** A zero matrix with `band` sub-diagonals. */
export function bandMatrix(size: number, band: number): BandMatrix {
  return { size, band, rows: new Float64Array(size * (band + 1)) };
}

/**
 * Replaces the matrix by its Cholesky factor, the diagonal by its reciprocal. Returns false, with the content spoiled,
 * if a pivot is not positive (the matrix is not positive definite, or holds NaN).
 */
export function factorize({ size, band, rows }: BandMatrix): boolean {
  const width = band + 1;
  for (let k = 0; k < size; k++) {
    const rowK = k * width + band - k;
    const first = Math.max(0, k - band);
    for (let c = first; c < k; c++) {
      const rowC = c * width + band - c;
      const start = Math.max(first, c - band);
      const dot = contiguousDot(rows, rowK + start, rowC + start, c - start);
      rows[rowK + c] = (rows[rowK + c]! - dot) * rows[rowC + c]!;
    }
    const pivot = rows[rowK + k]! - contiguousDot(rows, rowK + first, rowK + first, k - first);
    if (!(pivot > 0)) return false;
    rows[rowK + k] = 1 / Math.sqrt(pivot);
  }
  return true;
}

/** Solves L Lᵀ x = b in place, given the factor. */
export function substitute({ size, band, rows }: BandMatrix, x: Float64Array): void {
  const width = band + 1;
  for (let k = 0; k < size; k++) {
    const first = k > band ? k - band : 0;
    let offset = k * width + band - k + first;
    let c = first;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (; c + 3 < k; c += 4, offset += 4) {
      sum0 += rows[offset]! * x[c]!;
      sum1 += rows[offset + 1]! * x[c + 1]!;
      sum2 += rows[offset + 2]! * x[c + 2]!;
      sum3 += rows[offset + 3]! * x[c + 3]!;
    }
    for (; c < k; c++, offset++) sum0 += rows[offset]! * x[c]!;
    x[k] = (x[k]! - (sum0 + sum1 + sum2 + sum3)) * rows[offset]!;
  }
  for (let k = size - 1; k >= 0; k--) {
    const first = k > band ? k - band : 0;
    const row = k * width + band - k;
    const value = x[k]! * rows[row + k]!;
    x[k] = value;
    let c = first;
    for (; c + 3 < k; c += 4) {
      const offset = row + c;
      x[c] = x[c]! - rows[offset]! * value;
      x[c + 1] = x[c + 1]! - rows[offset + 1]! * value;
      x[c + 2] = x[c + 2]! - rows[offset + 2]! * value;
      x[c + 3] = x[c + 3]! - rows[offset + 3]! * value;
    }
    for (; c < k; c++) x[c] = x[c]! - rows[row + c]! * value;
  }
}

function contiguousDot(values: Float64Array, a: number, b: number, length: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    sum0 += values[a + i]! * values[b + i]!;
    sum1 += values[a + i + 1]! * values[b + i + 1]!;
    sum2 += values[a + i + 2]! * values[b + i + 2]!;
    sum3 += values[a + i + 3]! * values[b + i + 3]!;
  }
  for (; i < length; i++) sum0 += values[a + i]! * values[b + i]!;
  return sum0 + sum1 + sum2 + sum3;
}
