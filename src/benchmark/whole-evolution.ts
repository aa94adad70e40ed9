// What a whole evolution costs, from its beginning alone. The early planet is the most vigorous, so time does not go on
// as it began; but steps are as long on all grids (`courantNumberOf`), so a coarse one, simulated to the end, shows how
// many more steps, iterations and factorizations there are to come.
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
