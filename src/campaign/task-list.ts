// What an array task of a batch system does: simulates its chunk of a task list on threads of its own. Records and
// reasons of failure lie beside the archive files, where whoever submitted it looks for them; the log holds the
// progress.

import { TharsisError } from '../foundation/errors.js';
import { plainError } from '../foundation/plain-error.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import { readChunk } from './executors/slurm/submissions.js';
import { threadExecutor } from './executors/thread-executor.js';
import { reportFailures } from './failures.js';
import { finishedRecord, type SimulationFailure, writeFailure } from './simulation-record.js';
import { type SimulationTask, taskDigest } from './simulation-task.js';

/** Simulates chunk `index` of the list; gives how many simulations are finished now, of how many. */
export async function simulateChunk(
  list: string,
  index: number,
  threads: number,
  signal: AbortSignal,
  reporter: Reporter = silentReporter,
): Promise<{ finished: number; total: number }> {
  const chunk = readChunk(list, index);
  for (const task of chunk) refuseOtherInputs(task);
  // An array task that was put back into the queue has done some of them.
  const waiting = chunk.filter((task) => finishedRecord(task, reporter) === undefined);
  const failures: SimulationFailure[] = [];
  let finished = chunk.length - waiting.length;
  const progress = reporter.progress(`chunk ${index}`, chunk.length, finished);
  const executor = threadExecutor(threads, signal);
  try {
    await executor.simulate(waiting, {
      note: reporter.note,
      progress: (detail, simulation) => progress.update(finished + (simulation?.fraction ?? 0), detail),
      finished: () => {
        finished++;
      },
      failed: (failure) => failures.push(failure),
    });
  } finally {
    await executor.close();
  }
  reportFailures(failures, reporter);
  progress.finish(`${finished} of ${chunk.length} simulations`);
  return { finished, total: chunk.length };
}

/** A job may wait for days, and code and initial state may have changed since: then it is not what was asked for. */
function refuseOtherInputs(task: SimulationTask): void {
  try {
    if (taskDigest(task.parameters, task.evolution) === task.digest) return;
    throw new TharsisError(
      'task-list-outdated',
      `${task.id} was submitted with other code, or another initial state, than this machine has`,
      'submit the campaign again with the code and the file of now',
      { exitCode: 1 },
    );
  } catch (error) {
    writeFailure(task, plainError(error));
    throw error;
  }
}
