// Training, validation and test sets: by simulation, never by snapshot, so that scores are those of unseen parameters.
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
 * Splits simulations at random; each set gets at least one. Those that an earlier split has placed stay where they are,
 * and the shares count for the rest alone. Indices are in ascending order.
 *
 * @param placed the set of each simulation, or undefined where it is new
 * @param together by simulation, the index of the first one that it stays with; shares are shares of these. Default: none
 * @throws Error where a set would stay empty
 */
export function splitSimulations(
  placed: readonly (SplitName | undefined)[],
  fractions: SplitFractions,
  stream: RandomStream,
  together: readonly number[] = [...placed.keys()],
): Split {
  const groups = [...new Set(together)];
  const members = (group: number) => [...together.keys()].filter((index) => together[index] === groups[group]);
  const placedGroups = groups.map((_, group) =>
    members(group)
      .map((index) => placed[index])
      .find(Boolean),
  );
  const split = splitEach(placedGroups, fractions, stream);
  const expanded = splitNames.map((name) => [name, split[name].flatMap(members).sort((a, b) => a - b)]);
  return Object.fromEntries(expanded) as unknown as Split;
}

function splitEach(placed: readonly (SplitName | undefined)[], fractions: SplitFractions, stream: RandomStream): Split {
  const order = Int32Array.from(placed.flatMap((set, index) => (set === undefined ? [index] : [])));
  stream.shuffle(order);
  const needed = (name: SplitName): number => (placed.includes(name) ? 0 : 1);
  const share = (name: SplitName, fraction: number, most: number): number =>
    Math.min(most, Math.max(needed(name), Math.round(order.length * fraction)));
  const test = share('test', fractions.testFraction, order.length - needed('training') - needed('validation'));
  const validation = share('validation', fractions.validationFraction, order.length - test - needed('training'));
  const sets: Record<SplitName, Int32Array> = {
    test: order.subarray(0, Math.max(0, test)),
    validation: order.subarray(Math.max(0, test), Math.max(0, test) + Math.max(0, validation)),
    training: order.subarray(Math.max(0, test) + Math.max(0, validation)),
  };
  const split = Object.fromEntries(
    splitNames.map((name) => {
      const old = placed.flatMap((set, index) => (set === name ? [index] : []));
      return [name, [...old, ...sets[name]].sort((a, b) => a - b)];
    }),
  ) as unknown as Split;
  const empty = splitNames.find((name) => split[name].length === 0);
  if (empty !== undefined) throw new Error(`splitSimulations(): no simulation is left for the ${empty} set`);
  return split;
}
