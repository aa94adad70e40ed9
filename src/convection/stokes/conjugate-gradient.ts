// Preconditioned conjugate gradients (Hestenes & Stiefel 1952) for the Stokes operator, from a first guess. The
// preconditioner is the Cholesky factor of an earlier operator.
import type { Factorization } from './multifrontal.js';
import type { StokesOperator } from './stokes-operator.js';

const MAXIMUM_ITERATIONS = 60;

/**
 * Improves `x` until the error, in the energy norm and relative to the solution, is estimated to be below `tolerance`.
 * The estimate is the preconditioned residual: the norm is that of the factor, which lags behind the operator, and
 * equals the energy norm only where both agree. The step along the last direction is then taken all the same, because
 * all that it needs is at hand.
 *
 * Returns the number of iterations, at least one, or -1 where it does not converge or meets NaN.
 */
export function conjugateGradients(
  operator: StokesOperator,
  factorization: Factorization,
  load: Float64Array,
  x: Float64Array,
  tolerance: number,
): number {
  const { kernels, vectors } = operator;
  const { residual, preconditioned } = vectors;
  vectors.load.set(load);
  vectors.solution.set(x);
  vectors.direction.fill(0);
  kernels.applyToSolution();
  kernels.startResidual();
  let previous = 0;
  for (let iteration = 1; iteration <= MAXIMUM_ITERATIONS; iteration++) {
    preconditioned.set(residual);
    factorization.substitute(preconditioned);
    const squared = kernels.residualSquare();
    if (!Number.isFinite(squared)) return -1;
    const ratio = iteration === 1 ? 0 : squared / previous;
    kernels.turnDirection(ratio);
    const curvature = kernels.applyToDirection();
    const energy = squared > 0 ? kernels.goAlong(squared / curvature) : 0;
    if (squared <= tolerance * tolerance * energy || squared <= 0) {
      x.set(vectors.solution);
      return iteration;
    }
    previous = squared;
  }
  return -1;
}
