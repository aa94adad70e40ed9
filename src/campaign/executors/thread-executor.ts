// Simulations on worker threads of this process. Interrupting terminates the threads: what they were at goes on from
// its last checkpoint.
import { dirname } from 'node:path';
import { InterruptedError } from '../../foundation/errors.js';
import { plainError } from '../../foundation/plain-error.js';
import { sweepTemporaryFiles } from '../../foundation/temporary-files.js';
import { failureOf, type SimulationRecord } from '../simulation-record.js';
import type { SimulationTask } from '../simulation-task.js';
import type { CampaignExecutor } from './executor.js';
import { openWorkerPool } from './worker-pool.js';

// Worker threads always start from dist/, also when this module runs from src/ under the test runner.
const workerScript = new URL('../../../dist/campaign/simulation-worker.js', import.meta.url);

/** An executor on `threads` threads. */
export function threadExecutor(threads: number, signal: AbortSignal): CampaignExecutor {
  const pool = openWorkerPool<SimulationTask, SimulationRecord>(workerScript, threads, signal);
  return {
    simulate: async (tasks, watch) => {
      for (const folder of new Set(tasks.map(({ path }) => dirname(path)))) {
        const removed = sweepTemporaryFiles(folder);
        if (removed.length > 0) watch.note(`removed from ${folder} what killed processes left: ${removed.join(', ')}`);
      }
      const simulate = async (task: SimulationTask): Promise<void> => {
        try {
          const { id } = task;
          watch.finished(
            await pool.run(task, {
              progress: (fraction, detail) => watch.progress(`${id}: ${detail}`, { id, fraction }),
              note: watch.note,
            }),
          );
        } catch (error) {
          if (error instanceof InterruptedError) throw error;
          watch.failed(failureOf(task, plainError(error)));
        }
      };
      await Promise.all(tasks.map(simulate));
    },
    close: pool.close,
  };
}
