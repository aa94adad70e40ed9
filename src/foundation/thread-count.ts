// How many threads may be asked for. More than a machine has only wait for one another; with hundreds of them on a few
// cores a training does not get on at all.
import { availableParallelism } from 'node:os';

/** Threads that may be asked for on this machine. */
export const mostThreads = Math.max(8, 4 * availableParallelism());

/** What is expected of a number of threads; undefined where it is as expected. */
export function threadProblem(threads: unknown): string | undefined {
  if (Number.isSafeInteger(threads) && (threads as number) >= 1 && (threads as number) <= mostThreads) return undefined;
  return `a whole number from 1 to ${mostThreads} (this machine runs ${availableParallelism()} at a time)`;
}
