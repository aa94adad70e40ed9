// What a campaign has in a Slurm cluster, kept in slurm/ inside its folder: task lists, scripts, logs, and which jobs
// were submitted. Whoever starts the campaign again watches jobs that are still there instead of submitting them twice.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../../../foundation/atomic-file.js';
import { brokenSeal } from '../../../foundation/byte-seal.js';
import { sha256 } from '../../../foundation/digest.js';
import { TharsisError } from '../../../foundation/errors.js';
import { makeFolders } from '../../../foundation/folders.js';
import { sealedContent, sealedJson } from '../../../foundation/sealed-json.js';
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

const chunksSchema = z.array(z.array(z.object({ id: z.string(), digest: z.string() })));
const listSchema = z.array(
  z.union([z.object({ job: z.string(), chunks: chunksSchema }), z.object({ name: z.string(), chunks: chunksSchema })]),
);
/** Earlier versions wrote the bare list. */
const submissionsSchema = z.preprocess(
  (content) => (Array.isArray(content) ? { submissions: content } : content),
  z.object({ submissions: listSchema }),
);
/** What the file itself must be; whether its tasks are those of this code, their digests show. */
const taskListSchema = z.object({
  chunks: z.array(
    z.array(
      z.looseObject({
        id: z.string(),
        parameters: z.record(z.string(), z.number()),
        evolution: z.looseObject({}),
        path: z.string(),
        digest: z.string(),
        checkpointInterval: z.number().nonnegative(),
      }),
    ),
  ),
});

const slurmFolder = (folder: string): string => join(folder, 'slurm');

/** The log of an array task. */
export function logOf(folder: string, job: string, index: number): string {
  return join(slurmFolder(folder), 'logs', `${job}_${index}.log`);
}

/**
 * The jobs that were submitted from here, or may have been, and are not yet forgotten.
 *
 * @throws TharsisError `submissions-malformed`
 */
export function readSubmissions(folder: string): (Submission | Intention)[] {
  const path = join(slurmFolder(folder), 'submissions.json');
  if (!existsSync(path)) return [];
  const { submissions } = documentIn(path, submissionsSchema, (reason, cause) => {
    const remedy =
      "cancel the campaign's jobs that are still in the queue (squeue --me), remove the file, and run again";
    return new TharsisError('submissions-malformed', `${path} lists no submitted jobs: ${reason}`, remedy, { cause });
  });
  return submissions;
}

export function writeSubmissions(folder: string, submissions: readonly (Submission | Intention)[]): void {
  writeFileAtomic(join(slurmFolder(folder), 'submissions.json'), sealedJson({ submissions }, 1));
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
  writeFileAtomic(list, sealedJson({ chunks }));
  writeFileAtomic(script, batchScript({ name, list, chunks: chunks.length, logs }, settings));
  return { name, script, chunks: chunks.map((chunk) => chunk.map((task) => ({ id: task.id, digest: task.digest }))) };
}

/** The simulations of an array task. */
export function readChunk(list: string, index: number): readonly SimulationTask[] {
  const { chunks } = documentIn(list, taskListSchema, (reason, cause) => {
    const message = `${list} is no task list: ${reason}`;
    return new TharsisError('task-list-malformed', message, 'submit the campaign again', { cause });
  });
  const chunk = chunks[index];
  if (chunk !== undefined) return chunk as unknown as readonly SimulationTask[];
  throw new TharsisError(
    'task-list-index',
    `${list} has no chunk ${index}, only 0 to ${chunks.length - 1}`,
    'submit the campaign again',
  );
}

/** What a JSON file holds; `refused` makes the error where that is something else. */
function documentIn<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  refused: (reason: string, cause: unknown) => TharsisError,
): z.output<Schema> {
  let value: unknown;
  try {
    const { content, state } = sealedContent(readFileSync(path, 'utf8'));
    if (state === 'damaged') throw new Error(brokenSeal);
    value = content;
  } catch (error) {
    throw refused((error as Error).message, error);
  }
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data as z.output<Schema>;
  const [{ path: place, message } = { path: [], message: '' }] = error.issues;
  throw refused(`${place.join('.') || 'it'}: ${message}`, error);
}
