// Cholesky factorization of small dense matrices, row major, in float64.

/** Where a factorization stopped: the first pivot that is not positive and finite. */
export interface FailedPivot {
  readonly row: number;
  readonly pivot: number;
}

/** The lower triangular L with L Lᵀ = A for a symmetric A (n, n), or why A is not positive definite. */
export function cholesky(matrix: Float64Array, size: number): Float64Array | FailedPivot {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= factor[row * size + k]! * factor[column * size + k]!;
      if (row > column) factor[row * size + column] = sum / factor[column * size + column]!;
      else if (sum > 0 && sum < Number.POSITIVE_INFINITY) factor[row * size + row] = Math.sqrt(sum);
      else return { row, pivot: sum };
    }
  }
  return factor;
}

/** Solves L x = b. */
export function solveLower(factor: Float64Array, rightSide: ArrayLike<number>): Float64Array {
  const size = rightSide.length;
  const solution = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = rightSide[row]!;
    for (let k = 0; k < row; k++) sum -= factor[row * size + k]! * solution[k]!;
    solution[row] = sum / factor[row * size + row]!;
  }
  return solution;
}

/** Solves Lᵀ x = b. */
export function solveUpper(factor: Float64Array, rightSide: ArrayLike<number>): Float64Array {
  const size = rightSide.length;
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let sum = rightSide[row]!;
    for (let k = row + 1; k < size; k++) sum -= factor[k * size + row]! * solution[k]!;
    solution[row] = sum / factor[row * size + row]!;
  }
  return solution;
}

/** L⁻¹ (size, size), row major. */
export function lowerInverse(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    for (const [row, value] of solveLower(factor, unit).entries()) inverse[row * size + column] = value;
  }
  return inverse;
}
