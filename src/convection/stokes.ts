// Velocities from temperatures: the Stokes problem at infinite Prandtl number, solved for the stream function.
//
// The system is solved by conjugate gradients, preconditioned by the Cholesky factor of an earlier time step: while the
// viscosity drifts, the old factor stays a very good preconditioner, and it is renewed when the iterations grow.
import { type BandMatrix, bandMatrix, factorize, substitute } from './banded-cholesky.js';
import type { Grid } from './grid.js';
import { applyOperator, assemble, type StokesOperator, stokesOperator, toBandMatrix } from './stokes-operator.js';

/** Iterations after which the next solve renews the factor: a factorization costs about as much as eight of them. */
const RENEWAL_ITERATIONS = 7;
const MAXIMUM_ITERATIONS = 60;

/** A Stokes solver bound to a grid, with its work arrays and the factor it keeps. */
export interface StokesSolver {
  readonly grid: Grid;
  readonly operator: StokesOperator;
  readonly factor: BandMatrix;
  factorIsUsable: boolean;
  /** Totals over the life of the solver. */
  solves: number;
  iterations: number;
  factorizations: number;
  readonly residual: Float64Array;
  readonly direction: Float64Array;
  readonly preconditioned: Float64Array;
  readonly product: Float64Array;
}

/** A solver for the grid; reusing it over time steps is what makes it fast. */
export function stokesSolver(grid: Grid): StokesSolver {
  const operator = stokesOperator(grid);
  const work = () => new Float64Array(operator.size);
  return {
    grid,
    operator,
    factor: bandMatrix(operator.size, 2 * operator.stride),
    factorIsUsable: false,
    solves: 0,
    iterations: 0,
    factorizations: 0,
    residual: work(),
    direction: work(),
    preconditioned: work(),
    product: work(),
  };
}

/**
 * The right-hand side of a buoyancy force `rayleigh` × temperature in radial direction: minus its virtual work, which
 * needs differences of the temperature on radial faces only.
 */
export function buoyancy(grid: Grid, rayleigh: number, temperature: Float64Array, load: Float64Array): void {
  const { radial, azimuthal, dr } = grid;
  for (let j = 1, k = 0; j < azimuthal; j++) {
    const left = (j - 1) * radial;
    const right = j * radial;
    for (let i = 1; i < radial; i++, k++) {
      const difference =
        temperature[left + i]! + temperature[left + i - 1]! - temperature[right + i]! - temperature[right + i - 1]!;
      load[k] = 0.5 * rayleigh * dr * difference;
    }
  }
}

/**
 * Solves A(η) ψ = load. `streamFunction` holds the first guess on entry and the solution on return (interior nodes).
 * Stops when the preconditioned residual norm has fallen to `tolerance` times that of the load. Returns the number of
 * iterations, or -1 if the problem cannot be solved (not positive definite, NaN, or no convergence).
 */
export function solveStokes(
  solver: StokesSolver,
  cellViscosity: Float64Array,
  nodeViscosity: Float64Array,
  load: Float64Array,
  streamFunction: Float64Array,
  tolerance: number,
): number {
  assemble(solver.operator, solver.grid, cellViscosity, nodeViscosity);
  if (!solver.factorIsUsable && !renewFactor(solver)) return -1;
  let iterations = conjugateGradients(solver, load, streamFunction, tolerance);
  if (iterations < 0) {
    if (!renewFactor(solver)) return -1;
    iterations = conjugateGradients(solver, load, streamFunction, tolerance);
    if (iterations < 0) return -1;
  }
  if (iterations >= RENEWAL_ITERATIONS) solver.factorIsUsable = false;
  solver.solves++;
  solver.iterations += iterations;
  return iterations;
}

function renewFactor(solver: StokesSolver): boolean {
  toBandMatrix(solver.operator, solver.factor);
  solver.factorIsUsable = factorize(solver.factor);
  solver.factorizations++;
  return solver.factorIsUsable;
}

function conjugateGradients(solver: StokesSolver, load: Float64Array, x: Float64Array, tolerance: number): number {
  const { operator, factor, residual, direction, preconditioned, product } = solver;
  const { size } = operator;
  preconditioned.set(load);
  substitute(factor, preconditioned);
  const target = tolerance * tolerance * dot(load, preconditioned);
  applyOperator(operator, x, product);
  for (let k = 0; k < size; k++) residual[k] = load[k]! - product[k]!;
  let squared = 0;
  for (let iteration = 0; iteration <= MAXIMUM_ITERATIONS; iteration++) {
    preconditioned.set(residual);
    substitute(factor, preconditioned);
    const next = dot(residual, preconditioned);
    if (next <= target) return iteration;
    if (!Number.isFinite(next)) return -1;
    if (iteration === 0) direction.set(preconditioned);
    else {
      const ratio = next / squared;
      for (let k = 0; k < size; k++) direction[k] = preconditioned[k]! + ratio * direction[k]!;
    }
    squared = next;
    applyOperator(operator, direction, product);
    const step = squared / dot(direction, product);
    for (let k = 0; k < size; k++) {
      x[k] = x[k]! + step * direction[k]!;
      residual[k] = residual[k]! - step * product[k]!;
    }
  }
  return -1;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
