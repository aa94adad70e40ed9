// Pipelines and campaigns interrupted on a machine and in a Slurm cluster.
import { grouped } from './numbers.js';
import { readResult, table } from './page.js';

const path = 'validation/results/campaigns.json';
const { slurm, thousands, animation } = readResult(path);
const pipelinePath = 'validation/results/interruptions.json';
const { files, operations, runs } = readResult(pipelinePath);

/** What each kind of interruption is, in words. */
const kinds = {
  kill: '`kill -9`',
  power: '`kill -9`, and all is lost that was not flushed to the disk',
  ENOSPC: 'the disk is full (ENOSPC)',
  EIO: 'the disk fails (EIO)',
  EACCES: 'permission is missing (EACCES)',
};
const trials = runs.reduce((sum, run) => sum + run.trials, 0);
const same = runs.reduce((sum, run) => sum + run.sameBytes, 0);

/** The stages in which trials of a run ended, in the order of the pipeline. */
function stagesOf({ stages }) {
  return Object.entries(stages)
    .map(([stage, count]) => `${stage} ${count}`)
    .join(', ');
}

export const whatSurvivesAnInterruption = {
  path: 'validation/what-survives-an-interruption.md',
  question: 'What survives an interruption?',
  answer:
    `Of ${trials} interruptions of a tiny pipeline, ${same} continued to files of the same bytes. ` +
    'Every campaign that was interrupted continued to archive files that are the same to the last bit, on threads and in a Slurm cluster. ' +
    'Failures that only the user can mend end with an exit code and the message of Slurm. ' +
    `A campaign of ${grouped(thousands.simulations)} finished simulations starts again in ${thousands.restartAllFinishedSeconds} s, because archive files that were not touched are not read.`,
  sections: [
    {
      heading: 'A pipeline, stopped at any place',
      text:
        `A tiny pipeline (five simulations, POD, FNN and Gaussian processes, evaluation, report) makes ${files} files by ` +
        `${grouped(operations.main + operations.worker)} operations (open, write, flush, close, rename, link, make a folder). ` +
        'Between two of them nothing on the disk changes. It is stopped before evenly spaced ones; then the same command runs ' +
        'again, and every file but the log of events is compared with that of a run that nothing stopped. Clocks stand still or ' +
        'are left out of the comparison. The fourth column counts the errors that the command could do without; all others ended ' +
        'it in one line.',
      table: table(
        ['what happens', 'trials', 'same bytes', 'tolerated', 'during'],
        runs.map((run) => [kinds[run.kind], run.trials, run.sameBytes, run.tolerated || '', stagesOf(run)]),
      ),
    },
    {
      heading: 'In a Slurm cluster',
      text: 'A cluster of one node. The outcome is that of `validation/slurm.sh`.',
      table: table(
        ['campaign', 'outcome', 'same bits'],
        slurm.map(({ campaign, outcome, sameBits }) => [campaign, outcome, sameBits ? 'yes' : '']),
      ),
    },
    {
      heading: 'Thousands of simulations',
      text: `${grouped(thousands.simulations)} simulations of ${thousands.cells.join(' × ')} cells, interrupted after ${thousands.interruptedAfter}: the same command computed the other ${grouped(thousands.resumedSimulations)} in ${thousands.resumedSeconds} s.`,
    },
    {
      heading: 'Animations',
      text: `An animated PNG of ${animation.frames} frames of ${animation.pixels.join(' × ')} px takes ${animation.megabytes} MB; ${animation.readers.join(' and ')} read all frames and their durations.`,
    },
  ],
  commands: ['node validation/interruptions.js 6 --json', 'sh validation/slurm.sh'],
  results: [pipelinePath, path],
};
