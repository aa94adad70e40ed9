// Realizations: simulations of one parameter set that start differently, as studies of chaos need them. They stay in one
// set of a split: beside a realization in training, another one in the test set would be no unseen parameter set.
import { sha256 } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { noteOnce } from './check-simulations.js';
import type { SimulationHeader } from './layout.js';
import type { SplitName } from './split.js';

/** By simulation: the index of the first one with the same parameters. */
export function parameterSetsOf(simulations: readonly Pick<SimulationHeader, 'parameters'>[]): number[] {
  const firsts = new Map<string, number>();
  return simulations.map(({ parameters }, index) => {
    const key = sha256(JSON.stringify(Object.entries(parameters).sort()));
    const first = firsts.get(key) ?? index;
    firsts.set(key, first);
    return first;
  });
}

/**
 * Throws `archive-duplicate` where simulations of one parameter set have the same temperatures: no realizations, but
 * copies.
 *
 * @param fieldDigests SHA-256 of the temperatures of each
 */
export function refuseCopies(headers: readonly SimulationHeader[], fieldDigests: readonly string[]): void {
  const sets = parameterSetsOf(headers);
  const seen = new Map<string, string>();
  for (const [index, { file }] of headers.entries()) {
    noteOnce(seen, `${sets[index]} ${fieldDigests[index]}`, file, 'parameters and temperatures');
  }
}

/** Throws `manifest-malformed` where realizations of one parameter set are in several sets, as by an edit. */
export function refuseSeparated(
  headers: readonly SimulationHeader[],
  sets: readonly SplitName[],
  manifest: string,
): void {
  for (const [index, first] of parameterSetsOf(headers).entries()) {
    if (sets[index] === sets[first]) continue;
    throw new TharsisError(
      'manifest-malformed',
      `${manifest}: ${headers[index]!.file} is in the ${sets[index]} set, but ${headers[first]!.file}, which has the same parameters, in the ${sets[first]} set`,
      'put all realizations of a parameter set into one set, or ingest the archive again',
    );
  }
}
