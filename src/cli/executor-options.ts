// Where simulations run, on the command line: worker threads, or a Slurm cluster with its options.
import { type Command, Option } from 'commander';
import type { ExecutorChoice } from '../campaign/executors/open-executor.js';
import { TharsisError } from '../foundation/errors.js';
import { wholeNumber } from './command-frame.js';

/** What the executor options give. */
export interface ExecutorOptions {
  readonly executor: 'threads' | 'slurm';
  readonly partition?: string;
  readonly account?: string;
  readonly time?: string;
  readonly cpusPerTask?: number;
  readonly simulationsPerTask?: number;
}

/** Of one node. */
const MAX_CPUS = 4096;

/** Adds the executor options to a command. */
export function addExecutorOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--executor <name>', 'where simulations run: threads of this machine, or a Slurm job array')
        .choices(['threads', 'slurm'])
        .default('threads'),
    )
    .option('--partition <name>', 'Slurm: partition')
    .option('--account <name>', 'Slurm: account')
    .option('--time <limit>', 'Slurm: time limit of an array task, like 8:00:00')
    .option('--cpus-per-task <count>', 'Slurm: simulations at a time in an array task', wholeNumber(1, MAX_CPUS))
    .option('--simulations-per-task <count>', 'Slurm: simulations of an array task altogether', wholeNumber(1));
}

/** The executor that is asked for. */
export function executorChoice(options: ExecutorOptions): ExecutorChoice {
  const { executor, partition, account, time, cpusPerTask, simulationsPerTask } = options;
  const settings = { partition, account, time, cpusPerTask, simulationsPerTask };
  if (executor === 'slurm') return { kind: 'slurm', settings };
  const given = Object.entries(settings).find(([, value]) => value !== undefined);
  if (given === undefined) return { kind: 'threads' };
  const option = given[0].replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new TharsisError(
    'executor-options',
    `--${option} is given, but simulations run on threads here`,
    `add --executor slurm, or leave --${option} out`,
  );
}
