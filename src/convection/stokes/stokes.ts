// Velocities from temperatures: the Stokes problem at infinite Prandtl number, solved for the stream function.
//
// The system is solved by conjugate gradients, preconditioned by the Cholesky factor of an earlier time step: while the
// viscosity drifts, the old factor stays a very good preconditioner.

import type { Grid } from '../grid.js';
import type { ViscosityField } from '../material/rheology.js';
import { type BandMatrix, bandMatrix, factorize } from './banded-cholesky.js';
import { type ConjugateGradientWork, conjugateGradients, conjugateGradientWork } from './conjugate-gradient.js';
import {
  assemble,
  type MarginVector,
  marginVector,
  type StokesOperator,
  stokesOperator,
  toBandMatrix,
} from './stokes-operator.js';

/** What a factorization costs in iterations, per sub-diagonal of the band (measured: 10 iterations at a band of 62). */
const FACTORIZATION_COST = 1 / 6;

/** A Stokes solver bound to a grid, with its work arrays and the factor it keeps. */
export interface StokesSolver {
  readonly grid: Grid;
  readonly operator: StokesOperator;
  readonly factor: BandMatrix;
  readonly load: MarginVector;
  readonly work: ConjugateGradientWork;
  factorIsUsable: boolean;
  /** Since the factor was made: solutions and their iterations. */
  solutionsWithFactor: number;
  iterationsWithFactor: number;
  /** Totals over the life of the solver. */
  solutions: number;
  iterations: number;
  factorizations: number;
}

/** A solver for the grid; reusing it over time steps is what makes it fast. */
export function stokesSolver(grid: Grid): StokesSolver {
  const operator = stokesOperator(grid);
  return {
    grid,
    operator,
    factor: bandMatrix(operator.size, 2 * operator.stride),
    load: marginVector(operator),
    work: conjugateGradientWork(operator),
    factorIsUsable: false,
    solutionsWithFactor: 0,
    iterationsWithFactor: 0,
    solutions: 0,
    iterations: 0,
    factorizations: 0,
  };
}

/**
 * The right-hand side of a buoyancy force `rayleigh` × temperature in radial direction: minus its virtual work, which
 * needs differences of the temperature on radial faces only. Fills `load` on interior nodes.
 */
export function buoyancy(grid: Grid, rayleigh: number, temperature: Float64Array, load: Float64Array): void {
  const { radial, azimuthal, dr } = grid;
  for (let j = 1, k = 0; j < azimuthal; j++) {
    const left = (j - 1) * radial;
    const right = j * radial;
    for (let i = 1; i < radial; i++, k++) {
      const difference =
        temperature[left + i] + temperature[left + i - 1] - temperature[right + i] - temperature[right + i - 1];
      load[k] = 0.5 * rayleigh * dr * difference;
    }
  }
}

/**
 * Solves A(η) ψ = load for the viscosity and `solver.load`. `streamFunction` holds the first guess on entry and the
 * solution on return. `tolerance` is the relative error in the energy norm. Returns false if the problem cannot be
 * solved (not positive definite, NaN, or no convergence).
 */
export function solveStokes(
  solver: StokesSolver,
  viscosity: ViscosityField,
  streamFunction: MarginVector,
  tolerance: number,
): boolean {
  const { operator, factor, load, work } = solver;
  assemble(operator, viscosity.cell, viscosity.node);
  if (!solver.factorIsUsable && !renewFactor(solver)) return false;
  let iterations = conjugateGradients(operator, factor, load.unknowns, streamFunction, tolerance, work);
  if (iterations < 0) {
    streamFunction.unknowns.fill(0);
    if (!renewFactor(solver)) return false;
    iterations = conjugateGradients(operator, factor, load.unknowns, streamFunction, tolerance, work);
    if (iterations < 0) return false;
  }
  solver.solutions++;
  solver.iterations += iterations;
  solver.solutionsWithFactor++;
  solver.iterationsWithFactor += iterations;
  // Renewing pays as soon as one more solution costs more than all so far did on average, the factor included.
  const average = (FACTORIZATION_COST * factor.band + solver.iterationsWithFactor) / solver.solutionsWithFactor;
  if (iterations > average) solver.factorIsUsable = false;
  return true;
}

function renewFactor(solver: StokesSolver): boolean {
  toBandMatrix(solver.operator, solver.factor);
  solver.factorIsUsable = factorize(solver.factor);
  solver.solutionsWithFactor = 0;
  solver.iterationsWithFactor = 0;
  solver.factorizations++;
  return solver.factorIsUsable;
}
