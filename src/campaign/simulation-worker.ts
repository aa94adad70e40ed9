// The script of a campaign's worker threads: simulates one thermal evolution and writes it into the archive.
import { parentPort } from 'node:worker_threads';
import { plainError } from '../foundation/plain-error.js';
import type { WorkerMessage } from './executors/worker-pool.js';
import { simulateTask } from './simulate-task.js';
import type { SimulationRecord } from './simulation-record.js';
import type { SimulationTask } from './simulation-task.js';

const port = parentPort;
if (port === null) throw new Error('simulation-worker: runs as a worker thread only');

const post = (message: WorkerMessage<SimulationRecord>): void => port.postMessage(message);

port.on('message', (task: SimulationTask) => {
  try {
    const result = simulateTask(task, (fraction, detail) => post({ kind: 'progress', fraction, detail }), {
      note: (line) => post({ kind: 'note', line }),
    });
    post({ kind: 'done', result });
  } catch (error) {
    post({ kind: 'failed', error: plainError(error) });
  }
});
