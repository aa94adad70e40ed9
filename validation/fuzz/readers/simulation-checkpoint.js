// Checkpoints of a simulation.
import { asFile } from './as-file.js';
import { exampleTask } from './simulation-task.js';

const { loadCheckpoint, saveCheckpoint } = await import('../../../dist/campaign/simulation-checkpoint.js');
const { checkpointPath } = await import('../../../dist/campaign/simulation-record.js');

export const simulationCheckpoint = {
  name: 'simulation-checkpoint',
  prepare: (folder) => {
    const task = exampleTask(folder);
    saveCheckpoint(task, { state: { temperature: Float64Array.of(1, 2, 3), time: 4, steps: 5 }, seconds: 6 });
    return [asFile(checkpointPath(task), { name: 'checkpoint', isSealed: true }, () => loadCheckpoint(task))];
  },
};
