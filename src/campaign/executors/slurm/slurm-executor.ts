// Simulations as a Slurm job array. Array tasks leave archive files, records and reasons of failure in the shared
// folder of the campaign, and that is where they are looked for; the queue only shows what need not be waited for any
// more.
//
// Ctrl-C leaves the jobs in the cluster: the same command watches them again.
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { InterruptedError, TharsisError } from '../../../foundation/errors.js';
import { plainError } from '../../../foundation/plain-error.js';
import { failureOf, failurePath, finishedRecord, knownFailure, recordPath } from '../../simulation-record.js';
import type { SimulationTask } from '../../simulation-task.js';
import type { CampaignExecutor, CampaignWatch } from '../executor.js';
import { activeArrayTasks, activeJobNamed, endOf, submit } from './slurm-commands.js';
import type { SlurmSettings } from './slurm-settings.js';
import {
  type Intention,
  logOf,
  prepareSubmission,
  readSubmissions,
  type Submission,
  writeSubmissions,
} from './submissions.js';

/** Seconds between looks into the folder and the queue: soon at first, rarely in the long run. */
const FIRST_PAUSE = 1;
const MAX_PAUSE = 15;
const GROWTH = 1.3;

/** Seconds that a simulation may be neither in the queue nor in the folder: shared file systems show files late. */
const PATIENCE = 60;

/** Looks in a row at which the controller may be silent: about an hour. */
const SILENT_LOOKS = 240;

/** How the folder and the queue are watched. */
export interface WatchTimes {
  /** s, between two looks. */
  readonly longestPause: number;
  /** s, before a simulation that is nowhere counts as lost. */
  readonly patience: number;
}

/** An executor on the Slurm cluster of this machine. */
export function slurmExecutor(
  settings: SlurmSettings,
  signal: AbortSignal,
  times: WatchTimes = { longestPause: MAX_PAUSE, patience: PATIENCE },
): CampaignExecutor {
  return {
    simulate: async (tasks, watch) => {
      const folder = dirname(tasks[0]!.path);
      const submissions = await submissionsOf(folder, tasks, settings);
      try {
        await watchJobs({ folder, submissions, tasks, watch, signal, times });
      } catch (error) {
        if (error instanceof InterruptedError) {
          const jobs = submissions.map(({ job }) => job).join(' ');
          watch.note(`left in the cluster: Slurm job ${jobs}; 'scancel ${jobs}' ends it`);
        }
        throw error;
      }
    },
    close: async () => {},
  };
}

/** The jobs of earlier commands that are still there, and a new one for the tasks that are in none of them. */
async function submissionsOf(
  folder: string,
  tasks: readonly SimulationTask[],
  settings: SlurmSettings,
): Promise<Submission[]> {
  const alive: Submission[] = [];
  const underway = new Map<string, string>();
  for (const noted of readSubmissions(folder)) {
    const submission = 'job' in noted ? noted : await submissionOf(noted);
    if (submission === undefined) continue;
    const active = await activeArrayTasks(submission.job);
    if (active === undefined) throw unreachable();
    if (active.size > 0) alive.push(submission);
    for (const index of active.keys()) {
      for (const { id, digest } of submission.chunks[index] ?? []) underway.set(id, digest);
    }
  }
  const foreign = tasks.find(({ id, digest }) => underway.has(id) && underway.get(id) !== digest);
  if (foreign !== undefined) {
    const jobs = alive.map(({ job }) => job).join(' ');
    throw new TharsisError(
      'slurm-busy',
      `Slurm job ${jobs} is simulating ${foreign.id} with other code`,
      `wait for it, end it with 'scancel ${jobs}', or choose another folder with --out`,
    );
  }
  const missing = tasks.filter(({ id }) => !underway.has(id));
  if (missing.length > 0) {
    for (const task of missing) rmSync(failurePath(task), { force: true });
    const { name, chunks, script } = prepareSubmission(folder, missing, settings);
    // First, so that a command that is killed before it knows the number of the job does not submit it twice.
    writeSubmissions(folder, [...alive, { name, chunks }]);
    alive.push({ job: await submit(script), chunks });
  }
  writeSubmissions(folder, alive);
  return alive;
}

/** What became of an intention: its job, if that is in the queue. */
async function submissionOf({ name, chunks }: Intention): Promise<Submission | undefined> {
  const job = await activeJobNamed(name);
  if (job === undefined) throw unreachable();
  return job === 'none' ? undefined : { job, chunks };
}

interface Watching {
  readonly folder: string;
  readonly submissions: readonly Submission[];
  readonly tasks: readonly SimulationTask[];
  readonly watch: CampaignWatch;
  readonly signal: AbortSignal;
  readonly times: WatchTimes;
}

/** Looks again and again until every simulation is finished or failed. */
async function watchJobs({ folder, submissions, tasks, watch, signal, times }: Watching): Promise<void> {
  const open = new Map(tasks.map((task) => [task.id, task]));
  const places = placesOf(submissions);
  /** ms, when each simulation that is nowhere was first missed. */
  const missed = new Map<string, number>();
  let seconds = Math.min(FIRST_PAUSE, times.longestPause);
  let silent = 0;
  while (true) {
    const queues = await Promise.all(submissions.map(({ job }) => activeArrayTasks(job)));
    // After the queue, so that what has left it in the meantime is not missed.
    settleWhatIsThere(folder, open, watch);
    if (open.size === 0) return;
    if (queues.includes(undefined)) {
      if (++silent > SILENT_LOOKS) throw unreachable();
      watch.progress('Slurm does not answer');
    } else {
      silent = 0;
      const active = new Set(
        queues.flatMap((queue, i) => [...queue!.keys()].map((index) => `${submissions[i]!.job}_${index}`)),
      );
      for (const task of [...open.values()]) {
        const { job, index } = places.get(task.id)!;
        if (active.has(`${job}_${index}`)) {
          missed.delete(task.id);
          continue;
        }
        const since = missed.get(task.id) ?? performance.now();
        missed.set(task.id, since);
        if (performance.now() - since < 1000 * times.patience) continue;
        open.delete(task.id);
        watch.failed(failureOf(task, plainError(await lost(folder, job, index))));
      }
      watch.progress(queueInWords(queues.flatMap((queue) => [...queue!.values()])));
    }
    await interruptiblePause(seconds, signal);
    seconds = Math.min(times.longestPause, seconds * GROWTH);
  }
}

/** The array task of each simulation; of several, the last submitted. */
function placesOf(submissions: readonly Submission[]): ReadonlyMap<string, { job: string; index: number }> {
  return new Map(
    submissions.flatMap(({ job, chunks }) =>
      chunks.flatMap((chunk, index) => chunk.map(({ id }) => [id, { job, index }] as const)),
    ),
  );
}

/** Reports the simulations that have left a record or a reason of failure. */
function settleWhatIsThere(folder: string, open: Map<string, SimulationTask>, watch: CampaignWatch): void {
  const names = new Set(readdirSync(folder));
  for (const task of [...open.values()]) {
    const record = names.has(basename(recordPath(task))) ? finishedRecord(task, watch) : undefined;
    const failure = names.has(basename(failurePath(task))) ? knownFailure(task, watch) : undefined;
    if (record === undefined && failure === undefined) continue;
    open.delete(task.id);
    if (record !== undefined) watch.finished(record);
    else watch.failed(failure!);
  }
}

/** `3 running, 97 waiting`. */
function queueInWords(states: readonly string[]): string {
  const running = states.filter((state) => state === 'RUNNING').length;
  return `${running} array tasks running, ${states.length - running} waiting`;
}

async function lost(folder: string, job: string, index: number): Promise<TharsisError> {
  return new TharsisError(
    'slurm-task-lost',
    `array task ${job}_${index} ended without it: ${await endOf(job, index)}`,
    `look into ${logOf(folder, job, index)}; the same command submits what is missing again, and checkpoints are taken up`,
    { exitCode: 1 },
  );
}

function unreachable(): TharsisError {
  return new TharsisError(
    'slurm-unreachable',
    'squeue does not answer',
    'the jobs go on without it; run the same command again when the controller is back',
    { exitCode: 1 },
  );
}

async function interruptiblePause(seconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(1000 * seconds, undefined, { signal });
  } catch (error) {
    throw signal.aborted ? new InterruptedError() : error;
  }
}
