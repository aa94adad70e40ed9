// What a campaign has in a Slurm cluster, kept in slurm/ inside its folder: task lists, scripts, logs, and which jobs
// were submitted. Whoever starts the campaign again watches jobs that are still there instead of submitting them twice.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeFileAtomic } from '../../../foundation/atomic-file.js';
import { sha256 } from '../../../foundation/digest.js';
import { TharsisError } from '../../../foundation/errors.js';
import { makeFolders } from '../../../foundation/folders.js';
import type { SimulationTask } from '../../simulation-task.js';
import { batchScript } from './batch-script.js';
import { dealt, type SlurmSettings } from './slurm-settings.js';

/** Of each array task: the simulations, by id, and their digests. */
type Chunks = readonly (readonly { readonly id: string; readonly digest: string }[])[];

/** One job array. */
export interface Submission {
  readonly job: string;
  readonly chunks: Chunks;
}

/** One that was about to be submitted when this was written; its name in the queue shows whether it was. */
export interface Intention {
  readonly name: string;
  readonly chunks: Chunks;
}

const slurmFolder = (folder: string): string => join(folder, 'slurm');

/** The log of an array task. */
export function logOf(folder: string, job: string, index: number): string {
  return join(slurmFolder(folder), 'logs', `${job}_${index}.log`);
}

/** The jobs that were submitted from here, or may have been, and are not yet forgotten. */
export function readSubmissions(folder: string): (Submission | Intention)[] {
  const path = join(slurmFolder(folder), 'submissions.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as (Submission | Intention)[]) : [];
}

export function writeSubmissions(folder: string, submissions: readonly (Submission | Intention)[]): void {
  writeFileAtomic(join(slurmFolder(folder), 'submissions.json'), `${JSON.stringify(submissions, null, 1)}\n`);
}

/** Writes task list and script of the tasks, ready to be submitted. */
export function prepareSubmission(
  folder: string,
  tasks: readonly SimulationTask[],
  settings: SlurmSettings,
): Intention & { readonly script: string } {
  const chunks = dealt(tasks, settings);
  const content = `${JSON.stringify({ chunks })}\n`;
  // The whole path, because the queue knows the jobs of all folders.
  const digest = sha256(resolve(folder) + content).slice(0, 12);
  const name = `tharsis-${digest}`;
  const list = join(slurmFolder(folder), `tasks-${digest}.json`);
  const script = join(slurmFolder(folder), `tasks-${digest}.sh`);
  const logs = join(slurmFolder(folder), 'logs');
  makeFolders(logs);
  writeFileAtomic(list, content);
  writeFileAtomic(script, batchScript({ name, list, chunks: chunks.length, logs }, settings));
  return { name, script, chunks: chunks.map((chunk) => chunk.map((task) => ({ id: task.id, digest: task.digest }))) };
}

/** The simulations of an array task. */
export function readChunk(list: string, index: number): readonly SimulationTask[] {
  let chunks: readonly SimulationTask[][];
  try {
    ({ chunks } = JSON.parse(readFileSync(list, 'utf8')) as { chunks: SimulationTask[][] });
  } catch (cause) {
    const message = `${list} is no task list: ${(cause as Error).message}`;
    throw new TharsisError('task-list-malformed', message, 'submit the campaign again', { cause });
  }
  const chunk = chunks[index];
  if (chunk !== undefined) return chunk;
  throw new TharsisError(
    'task-list-index',
    `${list} has no chunk ${index}, only 0 to ${chunks.length - 1}`,
    'submit the campaign again',
  );
}
