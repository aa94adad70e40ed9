// What a campaign keeps of simulations: records of finished ones, and reasons of failed ones. Damaged ones are set aside.
import { writeFileSync } from 'node:fs';
import { asFile } from './as-file.js';
import { exampleTask } from './simulation-task.js';

const { failurePath, finishedRecord, knownFailure, recordPath, writeFailure, writeRecord } = await import(
  '../../../dist/campaign/simulation-record.js'
);

export const simulationRecord = {
  name: 'simulation-record',
  prepare: (folder) => {
    const task = exampleTask(folder);
    writeFileSync(task.path, 'as finished');
    writeRecord(task, { seconds: 1, snapshots: 2, steps: 3 });
    writeFailure(task, { code: 'convection-diverged', message: 'diverged', remedy: 'none', exitCode: 1 });
    return [
      asFile(recordPath(task), { name: 'record', isText: true }, () => finishedRecord(task)),
      asFile(failurePath(task), { name: 'failure', isText: true }, () => knownFailure(task)),
    ];
  },
};
