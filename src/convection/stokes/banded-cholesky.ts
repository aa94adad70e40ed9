// Cholesky factorization A = L Lᵀ of a symmetric positive definite band matrix, and the two substitutions with it. These
// are the hot loops of the Stokes solver.
//
// Rows are stored in panels of four, column by column within a panel: entry (4 p + a, c) of the lower band lies at
// p × panelLength + (c - 4 p + reach) × 4 + a, where `reach` is the band rounded up to whole panels. So every number of
// a vector that is loaded serves four rows, in both substitutions, and all loops run over contiguous memory. Rows that
// fill up the last panel hold the identity.

const PANEL = 4;

/** A lower band: the matrix before `factorize`, its factor with reciprocal diagonal afterwards. */
export interface BandMatrix {
  readonly size: number;
  readonly band: number;
  /** Rows including those that fill up the last panel; vectors must have this length. */
  readonly paddedSize: number;
  readonly reach: number;
  readonly panelLength: number;
  readonly entries: Float64Array;
}

/** The number of rows that a band matrix of `size` rows is filled up to. */
export function paddedSize(size: number): number {
  return Math.ceil(size / PANEL) * PANEL;
}

/** A zero matrix with `band` sub-diagonals. */
export function bandMatrix(size: number, band: number): BandMatrix {
  const rows = paddedSize(size);
  const reach = Math.ceil(band / PANEL) * PANEL;
  const panelLength = (reach + PANEL) * PANEL;
  const matrix: BandMatrix = {
    size,
    band,
    paddedSize: rows,
    reach,
    panelLength,
    entries: new Float64Array((rows / PANEL) * panelLength),
  };
  clearMatrix(matrix);
  return matrix;
}

/** Sets all entries to zero, and the diagonal of the rows beyond `size` to one. */
export function clearMatrix(matrix: BandMatrix): void {
  matrix.entries.fill(0);
  for (let row = matrix.size; row < matrix.paddedSize; row++) matrix.entries[entryIndex(matrix, row, row)] = 1;
}

/** Where entry (row, column) lies; row - band <= column <= row. */
export function entryIndex({ reach, panelLength }: BandMatrix, row: number, column: number): number {
  const lane = row % PANEL;
  const start = row - lane;
  return (start / PANEL) * panelLength + (column - start + reach) * PANEL + lane;
}

/**
 * Replaces the matrix by its Cholesky factor, the diagonal by its reciprocal. Returns false, with the content spoiled,
 * if a pivot is not positive (the matrix is not positive definite, or holds NaN).
 */
export function factorize(matrix: BandMatrix): boolean {
  const { paddedSize: rows, reach, panelLength } = matrix;
  for (let row = 0; row < rows; row += PANEL) {
    const first = Math.max(0, row - reach);
    for (let other = first; other < row; other += PANEL) {
      subtractProducts(matrix, row, other, first);
      divideByDiagonalBlock(matrix, row, other);
    }
    subtractProducts(matrix, row, row, first);
    if (!factorizeDiagonalBlock(matrix, (row / PANEL) * panelLength + reach * PANEL)) return false;
  }
  return true;
}

// Block (row, other) minus the products of both panels' rows over the columns from `first` to `other`, two columns of
// the block at a time: eight sums fit into registers, sixteen do not.
function subtractProducts(
  { reach, panelLength, entries }: BandMatrix,
  row: number,
  other: number,
  first: number,
): void {
  const panel = (row / PANEL) * panelLength + (reach - row) * PANEL;
  const otherPanel = (other / PANEL) * panelLength + (reach - other) * PANEL;
  for (let pair = 0; pair < PANEL; pair += 2) {
    let sum00 = 0;
    let sum10 = 0;
    let sum20 = 0;
    let sum30 = 0;
    let sum01 = 0;
    let sum11 = 0;
    let sum21 = 0;
    let sum31 = 0;
    const end = otherPanel + other * PANEL;
    for (let b = otherPanel + first * PANEL, a = panel + first * PANEL; b < end; a += PANEL, b += PANEL) {
      const left = entries[b + pair];
      const right = entries[b + pair + 1];
      const row0 = entries[a];
      const row1 = entries[a + 1];
      const row2 = entries[a + 2];
      const row3 = entries[a + 3];
      sum00 += row0 * left;
      sum10 += row1 * left;
      sum20 += row2 * left;
      sum30 += row3 * left;
      sum01 += row0 * right;
      sum11 += row1 * right;
      sum21 += row2 * right;
      sum31 += row3 * right;
    }
    const block = panel + (other + pair) * PANEL;
    entries[block] -= sum00;
    entries[block + 1] -= sum10;
    entries[block + 2] -= sum20;
    entries[block + 3] -= sum30;
    entries[block + 4] -= sum01;
    entries[block + 5] -= sum11;
    entries[block + 6] -= sum21;
    entries[block + 7] -= sum31;
  }
}

function divideByDiagonalBlock({ reach, panelLength, entries }: BandMatrix, row: number, other: number): void {
  const block = (row / PANEL) * panelLength + (other - row + reach) * PANEL;
  const diagonal = (other / PANEL) * panelLength + reach * PANEL;
  for (let column = 0; column < PANEL; column++) {
    for (let lane = 0; lane < PANEL; lane++) {
      let value = entries[block + column * PANEL + lane];
      for (let c = 0; c < column; c++)
        value -= entries[block + c * PANEL + lane] * entries[diagonal + c * PANEL + column];
      entries[block + column * PANEL + lane] = value * entries[diagonal + column * PANEL + column];
    }
  }
}

function factorizeDiagonalBlock({ entries }: BandMatrix, block: number): boolean {
  for (let column = 0; column < PANEL; column++) {
    let pivot = entries[block + column * PANEL + column];
    for (let c = 0; c < column; c++) pivot -= entries[block + c * PANEL + column] ** 2;
    if (!(pivot > 0)) return false;
    const reciprocal = 1 / Math.sqrt(pivot);
    entries[block + column * PANEL + column] = reciprocal;
    for (let lane = column + 1; lane < PANEL; lane++) {
      let value = entries[block + column * PANEL + lane];
      for (let c = 0; c < column; c++) value -= entries[block + c * PANEL + column] * entries[block + c * PANEL + lane];
      entries[block + column * PANEL + lane] = value * reciprocal;
    }
  }
  return true;
}

/** Solves L Lᵀ x = b in place, given the factor; `x` has `paddedSize` entries, zero beyond `size`. */
export function substitute({ paddedSize: rows, reach, panelLength, entries }: BandMatrix, x: Float64Array): void {
  for (let row = 0, panel = 0; row < rows; row += PANEL, panel += panelLength) {
    const first = row > reach ? row - reach : 0;
    let at = panel + (first - row + reach) * PANEL;
    let sum0 = x[row];
    let sum1 = x[row + 1];
    let sum2 = x[row + 2];
    let sum3 = x[row + 3];
    for (let c = first; c < row; c++, at += PANEL) {
      const value = x[c];
      sum0 -= entries[at] * value;
      sum1 -= entries[at + 1] * value;
      sum2 -= entries[at + 2] * value;
      sum3 -= entries[at + 3] * value;
    }
    const x0 = sum0 * entries[at];
    const x1 = (sum1 - entries[at + 1] * x0) * entries[at + 5];
    const x2 = (sum2 - entries[at + 2] * x0 - entries[at + 6] * x1) * entries[at + 10];
    x[row] = x0;
    x[row + 1] = x1;
    x[row + 2] = x2;
    x[row + 3] = (sum3 - entries[at + 3] * x0 - entries[at + 7] * x1 - entries[at + 11] * x2) * entries[at + 15];
  }
  for (let row = rows - PANEL; row >= 0; row -= PANEL) {
    const first = row > reach ? row - reach : 0;
    const panel = (row / PANEL) * panelLength;
    const block = panel + reach * PANEL;
    const x3 = x[row + 3] * entries[block + 15];
    const x2 = (x[row + 2] - entries[block + 11] * x3) * entries[block + 10];
    const x1 = (x[row + 1] - entries[block + 6] * x2 - entries[block + 7] * x3) * entries[block + 5];
    const x0 = (x[row] - entries[block + 1] * x1 - entries[block + 2] * x2 - entries[block + 3] * x3) * entries[block];
    x[row] = x0;
    x[row + 1] = x1;
    x[row + 2] = x2;
    x[row + 3] = x3;
    let at = panel + (first - row + reach) * PANEL;
    for (let c = first; c < row; c++, at += PANEL) {
      x[c] -= entries[at] * x0 + entries[at + 1] * x1 + entries[at + 2] * x2 + entries[at + 3] * x3;
    }
  }
}
