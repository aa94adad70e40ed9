// Eigenvalues and eigenvectors of symmetric positive semidefinite matrices, row major, in float64.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface SymmetricEigen {
  /** Descending; what rounding made negative is zero. */
  readonly values: readonly number[];
  /** The eigenvector of each value. */
  readonly vectors: readonly number[][];
}

/** The decomposition of a matrix (size, size). */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  if (size === 0) return { values: [], vectors: [] };
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(Matrix.from1DArray(size, size, matrix), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, index) => index).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  return {
    values: order.map((index) => Math.max(0, realEigenvalues[index]!)),
    vectors: order.map((index) => eigenvectorMatrix.getColumn(index)),
  };
}
