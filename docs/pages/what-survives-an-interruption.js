// Campaigns interrupted on a machine and in a Slurm cluster.
import { grouped } from './numbers.js';
import { readResult, table } from './page.js';

const path = 'validation/results/campaigns.json';
const { slurm, thousands, animation } = readResult(path);

export const whatSurvivesAnInterruption = {
  path: 'validation/what-survives-an-interruption.md',
  question: 'What survives an interruption?',
  answer:
    'Every campaign that was interrupted continued to archive files that are the same to the last bit, on threads and in a Slurm cluster. ' +
    'Failures that only the user can mend end with an exit code and the message of Slurm. ' +
    `A campaign of ${grouped(thousands.simulations)} finished simulations starts again in ${thousands.restartAllFinishedSeconds} s, because archive files that were not touched are not read.`,
  sections: [
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
  commands: ['sh validation/slurm.sh'],
  results: [path],
};
