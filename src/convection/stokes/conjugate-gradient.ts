// Preconditioned conjugate gradients (Hestenes & Stiefel 1952) for the Stokes operator, from a first guess. The
// preconditioner is the Cholesky factor of an earlier operator.
import type { Factorization } from './multifrontal.js';
import { applyOperator, type MarginVector, marginVector, type StokesOperator } from './stokes-operator.js';

const MAXIMUM_ITERATIONS = 60;

/** Work arrays, so that solving allocates nothing. */
export interface ConjugateGradientWork {
  readonly residual: MarginVector;
  readonly preconditioned: MarginVector;
  readonly direction: MarginVector;
  readonly product: MarginVector;
}

export function conjugateGradientWork(operator: StokesOperator): ConjugateGradientWork {
  return {
    residual: marginVector(operator),
    preconditioned: marginVector(operator),
    direction: marginVector(operator),
    product: marginVector(operator),
  };
}

/**
 * Improves `x` until the error, in the energy norm and relative to the solution, is estimated to be below `tolerance`.
 * The estimate is the preconditioned residual: the norm is that of the factor, which lags behind the operator, and equals
 * the energy norm only where both agree. The step along the last direction is then taken all the same, because all that
 * it needs is at hand.
 *
 * Returns the number of iterations, at least one, or -1 where it does not converge or meets NaN.
 */
export function conjugateGradients(
  operator: StokesOperator,
  factorization: Factorization,
  load: Float64Array,
  x: MarginVector,
  tolerance: number,
  work: ConjugateGradientWork,
): number {
  const residual = work.residual.unknowns;
  const preconditioned = work.preconditioned.unknowns;
  const direction = work.direction.unknowns;
  const product = work.product.unknowns;
  const solution = x.unknowns;
  const size = load.length;
  applyOperator(operator, x.whole, work.product.whole);
  for (let k = 0; k < size; k++) residual[k] = load[k] - product[k];
  let previous = 0;
  for (let iteration = 1; iteration <= MAXIMUM_ITERATIONS; iteration++) {
    preconditioned.set(residual);
    factorization.substitute(preconditioned);
    let squared = 0;
    for (let k = 0; k < size; k++) squared += residual[k] * preconditioned[k];
    if (!Number.isFinite(squared)) return -1;
    if (squared <= 0) return iteration;
    const ratio = iteration === 1 ? 0 : squared / previous;
    for (let k = 0; k < size; k++) direction[k] = preconditioned[k] + ratio * direction[k];
    const step = squared / applyOperator(operator, work.direction.whole, work.product.whole);
    let energy = 0;
    for (let k = 0; k < size; k++) {
      solution[k] += step * direction[k];
      residual[k] -= step * product[k];
      energy += load[k] * solution[k];
    }
    if (squared <= tolerance * tolerance * energy) return iteration;
    previous = squared;
  }
  return -1;
}
