// The script of a campaign's worker threads: simulates one thermal evolution and writes it into the archive.
import { parentPort } from 'node:worker_threads';
import { type FinishedSimulation, type SimulationTask, simulateToFile } from './simulation-task.js';
import { plainError, type WorkerMessage } from './worker-pool.js';

const port = parentPort;
if (port === null) throw new Error('simulation-worker: runs as a worker thread only');

const post = (message: WorkerMessage<FinishedSimulation>): void => port.postMessage(message);

port.on('message', (task: SimulationTask) => {
  try {
    const result = simulateToFile(task, (fraction, detail) => post({ kind: 'progress', fraction, detail }));
    post({ kind: 'done', result });
  } catch (error) {
    post({ kind: 'failed', error: plainError(error) });
  }
});
