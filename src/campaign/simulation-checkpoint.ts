// Checkpoints of a simulation: one atomic file beside its archive file with the whole state between two steps, from
// which the evolution goes on to the same bits. V8's structured clone keeps every bit of typed arrays and numbers (NaN
// and -0 too) and, unlike code or pickles, can hold nothing but data. A SHA-256 stands before it: what is damaged is
// not used.
import { existsSync, readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { EvolutionState } from '../convection/evolution/evolution.js';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { sha256 } from '../foundation/digest.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import { checkpointPath } from './simulation-record.js';
import type { SimulationTask } from './simulation-task.js';

/** A simulation under way. */
export interface SimulationCheckpoint {
  readonly state: EvolutionState;
  /** Wall-clock seconds that the solver took so far, over all attempts. */
  readonly seconds: number;
}

/** Wall-clock seconds between checkpoints, at least: what is done faster than that never writes one. */
export const defaultCheckpointInterval = 30;

/** Writing takes at most 1/50 of the time. */
const SPARING = 50;

const DIGEST_LENGTH = 64;

/** Replaces the checkpoint of a simulation. */
export function saveCheckpoint(task: SimulationTask, checkpoint: SimulationCheckpoint): void {
  const content = serialize({ digest: task.digest, ...checkpoint });
  writeFileAtomic(checkpointPath(task), Buffer.concat([Buffer.from(sha256(content), 'latin1'), content]));
}

/**
 * The checkpoint of a simulation. None if it is damaged, or of other parameters, configuration or code: a note says so.
 */
export function loadCheckpoint(
  task: SimulationTask,
  { note }: Pick<Reporter, 'note'> = silentReporter,
): SimulationCheckpoint | undefined {
  const refused = (path: string, why: string): undefined => {
    note(`${path} ${why}: not used, the simulation starts anew`);
  };
  const path = checkpointPath(task);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  const content = bytes.subarray(DIGEST_LENGTH);
  if (bytes.toString('latin1', 0, DIGEST_LENGTH) !== sha256(content)) return refused(path, 'is damaged');
  const { digest, ...checkpoint } = readable(content);
  if (digest === undefined)
    return refused(path, 'was written by another version of Node, in a format unknown to this one');
  if (digest !== task.digest) return refused(path, 'belongs to other parameters, configuration or code');
  return checkpoint as SimulationCheckpoint;
}

/**
 * What `saveCheckpoint` has written; nothing where the format is that of a newer V8, which is no longer in use here.
 */
function readable(content: Uint8Array): Partial<SimulationCheckpoint> & { readonly digest?: string } {
  try {
    return deserialize(content);
  } catch {
    return {};
  }
}

/**
 * Saves the states that are offered, at most every `interval` seconds, and more rarely where the file system is slow:
 * as often as that allows with an interval of zero. `secondsSoFar` is the solver's time over all attempts, `clock` the
 * time in ms.
 */
export function sparingSaver(
  task: SimulationTask,
  interval: number,
  secondsSoFar: () => number,
  clock: () => number = () => performance.now(),
): (frames: number, state: () => EvolutionState) => void {
  let next = clock() + 1000 * interval;
  return (_, state) => {
    const began = clock();
    if (began < next) return;
    saveCheckpoint(task, { state: state(), seconds: secondsSoFar() });
    const ended = clock();
    next = ended + Math.max(1000 * interval, SPARING * (ended - began));
  };
}
