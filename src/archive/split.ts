// Training, validation and test sets: by simulation, never by snapshot, so that a score tells of unseen parameters.
import type { RandomStream } from '../foundation/random-stream.js';

export const splitNames = ['training', 'validation', 'test'] as const;
export type SplitName = (typeof splitNames)[number];
export type Split = Readonly<Record<SplitName, readonly number[]>>;

/** Shares of simulations that are held out of training. */
export interface SplitFractions {
  readonly validationFraction: number;
  readonly testFraction: number;
}

/**
 * Splits `count` simulations at random; each set gets at least one. Indices are in ascending order.
 *
 * @param count at least 3
 */
export function splitSimulations(count: number, fractions: SplitFractions, stream: RandomStream): Split {
  if (count < 3) throw new Error(`splitSimulations(): got ${count} simulations, expected at least 3`);
  const order = Int32Array.from({ length: count }, (_, index) => index);
  stream.shuffle(order);
  const test = Math.min(count - 2, Math.max(1, Math.round(count * fractions.testFraction)));
  const validation = Math.min(count - test - 1, Math.max(1, Math.round(count * fractions.validationFraction)));
  const ascending = (indices: Int32Array): number[] => [...indices].sort((a, b) => a - b);
  return {
    test: ascending(order.slice(0, test)),
    validation: ascending(order.slice(test, test + validation)),
    training: ascending(order.slice(test + validation)),
  };
}
