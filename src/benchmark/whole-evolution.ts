// The cost of a whole evolution, estimated from its beginning. Convection is most vigorous early on, so the cost per
// Gyr falls with time; but time steps are equally long on all grids (`courantNumberOf`), so a coarse run to the end
// gives the number of steps, iterations and factorizations that remain.
import type { TimeShares } from './time-shares.js';

/** What an evolution, or its beginning, took. */
export interface SolverWork {
  readonly steps: number;
  readonly iterations: number;
  readonly factorizations: number;
}

/**
 * How many times as long as its beginning an evolution takes: the beginning's shares, each with its count on a coarse
 * grid.
 */
export function wholeOverBeginning(shares: TimeShares, beginning: SolverWork, whole: SolverWork): number {
  const { factorization, substitution, iteration } = shares;
  const growth = (count: keyof SolverWork) => whole[count] / beginning[count];
  const iterating = substitution + iteration;
  return (
    (1 - factorization - iterating) * growth('steps') +
    iterating * growth('iterations') +
    factorization * growth('factorizations')
  );
}
