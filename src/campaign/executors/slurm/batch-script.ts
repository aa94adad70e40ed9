// The batch script of a campaign: a job array, one array task a chunk of simulations.
import { fileURLToPath } from 'node:url';
import { TharsisError } from '../../../foundation/errors.js';
import { shellWord } from '../../../foundation/shell-word.js';
import type { SlurmSettings } from './slurm-settings.js';

const binary = fileURLToPath(new URL('../../../../bin/tharsis.js', import.meta.url));

export interface BatchJob {
  /** By which the queue knows it. */
  readonly name: string;
  /** File of the task list. */
  readonly list: string;
  readonly chunks: number;
  /** Folder of the logs, JOB_INDEX.log each. */
  readonly logs: string;
}

/**
 * The text that sbatch reads. A lost node puts its array task back into the queue, where it goes on from checkpoints.
 */
export function batchScript({ name, list, chunks, logs }: BatchJob, settings: SlurmSettings): string {
  const { partition, account, time, cpusPerTask = 1 } = settings;
  const directives = {
    'job-name': name,
    array: `0-${chunks - 1}`,
    'cpus-per-task': cpusPerTask,
    output: `${logs}/%A_%a.log`,
    'open-mode': 'append',
    chdir: process.cwd(),
    partition,
    account,
    time,
  };
  const lines = Object.entries(directives)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `#SBATCH --${name}=${quoted(String(value))}`);
  const words = [process.execPath, binary, 'simulate', '--task-list', list].map(quoted).join(' ');
  return `#!/bin/bash
${lines.join('\n')}
#SBATCH --requeue
exec ${words} --index "$SLURM_ARRAY_TASK_ID" --threads ${cpusPerTask}
`;
}

/** A word for the shell, and for sbatch, which reads quotes alike. */
function quoted(word: string): string {
  // Quotes do not hold a directive of sbatch together: the shell would run what follows the line break.
  if (/[\r\n]/.test(word)) {
    throw new TharsisError(
      'executor-options',
      `a batch script of Slurm cannot hold ${JSON.stringify(word)}: it has a line break`,
      'remove the line break from the option or from the name of the folder',
    );
  }
  return shellWord(word);
}
