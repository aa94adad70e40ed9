// What a campaign in a Slurm cluster reads again: the submissions, and the lists of tasks.
import { asFile, written } from './as-file.js';
import { exampleTask } from './simulation-task.js';

const { readChunk, readSubmissions, writeSubmissions } = await import(
  '../../../dist/campaign/executors/slurm/submissions.js'
);

export const slurm = {
  name: 'slurm',
  prepare: (folder) => {
    const { id, digest, ...task } = exampleTask(folder);
    const list = written(folder, 'slurm/tasks.json', JSON.stringify({ chunks: [[{ id, digest, ...task }]] }));
    writeSubmissions(folder, [
      { job: '123', chunks: [[{ id, digest }], [{ id: 'simulation-0001-abcdef', digest }]] },
      { name: 'tharsis-abc', chunks: [[{ id, digest }]] },
    ]);
    return [
      asFile(`${folder}/slurm/submissions.json`, { name: 'submissions', isText: true }, () => readSubmissions(folder)),
      asFile(list, { name: 'task list', isText: true }, () => readChunk(list, 0)),
    ];
  },
};
