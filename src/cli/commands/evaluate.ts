// tharsis evaluate RUN: scores, baselines, POD, pictures and report of a finished run, again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { TharsisError } from '../../foundation/errors.js';
import { addCommonOptions, type CommonOptions, perform } from '../command-frame.js';
import { pipelineOutcome } from '../pipeline-options.js';

export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .description('evaluate a run against its held-out simulations and write its report')
    .argument('<run>', 'run folder, for example runs/mars-quick');
  return addCommonOptions(command, 'not used: the evaluation goes into the run folder').action(
    (run: string, options: CommonOptions & { engine: string }) =>
      perform(options, async (signal, reporter) => {
        const { loadConfiguration } = await import('../../pipeline/configuration.js');
        const configuration = loadConfiguration(runConfiguration(run));
        refuseSeed(options, configuration.seed);
        return pipelineOutcome(
          configuration,
          { ...options, out: run },
          { only: ['evaluate', 'report'], signal, reporter },
        );
      }),
  );
}

function refuseSeed({ seed }: CommonOptions, ofRun: number): void {
  if (seed === undefined || seed === ofRun) return;
  throw new TharsisError(
    'evaluate-seed',
    `the run was made with the seed ${ofRun}, and an evaluation draws no random numbers`,
    'leave --seed out; another seed needs another run (tharsis run --seed --out)',
  );
}

function runConfiguration(run: string): string {
  const path = join(run, 'config.yaml');
  if (existsSync(path)) return path;
  throw new TharsisError(
    'run-missing',
    `${run} is no run folder: it has no config.yaml`,
    'make one with: tharsis run PIPELINE',
  );
}
