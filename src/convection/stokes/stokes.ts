// Velocities from temperatures: the Stokes problem at infinite Prandtl number, solved for the stream function.
//
// The system is solved by conjugate gradients, preconditioned by the Cholesky factor of an earlier time step: while the
// viscosity drifts, the old factor stays a very good preconditioner.

import type { Grid } from '../grid.js';
import { conjugateGradients } from './conjugate-gradient.js';
import { type Factorization, multifrontalFactorization } from './multifrontal.js';
import { addRestoring } from './restoring.js';
import { assemble, type StokesOperator, stokesOperator } from './stokes-operator.js';

/** What resists a flow: viscosities at cell centers and at nodes (zero at boundary nodes: free slip). */
export interface Viscosities {
  readonly cell: Float64Array;
  readonly node: Float64Array;
  /** And the weights of stable layers on radial faces (`restoring.ts`), where they are implicit in time. */
  readonly restoring?: Float64Array;
}

/** A Stokes solver bound to a grid, with its work arrays and the factor it keeps. */
export interface StokesSolver {
  readonly grid: Grid;
  readonly operator: StokesOperator;
  readonly factorization: Factorization;
  /** What the factor was made of: from these viscosities it can be made again, to the same bits. */
  readonly factored: Viscosities;
  readonly load: Float64Array;
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
export function stokesSolver(grid: Grid, restores = false): StokesSolver {
  const operator = stokesOperator(grid);
  return {
    grid,
    operator,
    factorization: multifrontalFactorization(operator),
    factored: {
      cell: new Float64Array(grid.radial * grid.azimuthal),
      node: new Float64Array((grid.radial + 1) * (grid.azimuthal + 1)),
      ...(restores && { restoring: new Float64Array((grid.radial + 1) * grid.azimuthal) }),
    },
    load: new Float64Array(operator.size),
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
  const { radial, azimuthal, spacing } = grid;
  for (let j = 1, k = 0; j < azimuthal; j++) {
    const left = (j - 1) * radial;
    const right = j * radial;
    for (let i = 1; i < radial; i++, k++) {
      const difference =
        temperature[left + i] + temperature[left + i - 1] - temperature[right + i] - temperature[right + i - 1];
      load[k] = 0.5 * rayleigh * spacing[i] * difference;
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
  viscosity: Viscosities,
  streamFunction: Float64Array,
  tolerance: number,
): boolean {
  const { operator, factorization, load } = solver;
  assembleFrom(operator, viscosity);
  if (!solver.factorIsUsable && !renewFactor(solver, viscosity)) return false;
  let iterations = conjugateGradients(operator, factorization, load, streamFunction, tolerance);
  if (iterations < 0) {
    streamFunction.fill(0);
    if (!renewFactor(solver, viscosity)) return false;
    iterations = conjugateGradients(operator, factorization, load, streamFunction, tolerance);
    if (iterations < 0) return false;
  }
  solver.solutions++;
  solver.iterations += iterations;
  solver.solutionsWithFactor++;
  solver.iterationsWithFactor += iterations;
  // Renewing pays as soon as one more solution costs more than all so far did on average, the factor included.
  const average = (factorization.cost + solver.iterationsWithFactor) / solver.solutionsWithFactor;
  if (iterations > average) solver.factorIsUsable = false;
  return true;
}

function assembleFrom(operator: StokesOperator, { cell, node, restoring }: Viscosities): void {
  assemble(operator, cell, node);
  if (restoring !== undefined) addRestoring(operator, restoring);
}

/** Makes the factor of the assembled operator, which is that of `viscosity`. */
function renewFactor(solver: StokesSolver, viscosity: Viscosities): boolean {
  const { factored } = solver;
  factored.cell.set(viscosity.cell);
  factored.node.set(viscosity.node);
  if (viscosity.restoring === undefined) factored.restoring?.fill(0);
  else factored.restoring?.set(viscosity.restoring);
  solver.factorIsUsable = solver.factorization.factorize(solver.operator);
  solver.solutionsWithFactor = 0;
  solver.iterationsWithFactor = 0;
  solver.factorizations++;
  return solver.factorIsUsable;
}

/** Makes the factor of the given viscosities again. Returns false if they have none. */
export function restoreFactor(solver: StokesSolver, viscosity: Viscosities): boolean {
  assembleFrom(solver.operator, viscosity);
  return renewFactor(solver, viscosity);
}
