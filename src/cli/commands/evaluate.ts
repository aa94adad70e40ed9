// tharsis evaluate RUN: scores, baselines, POD, pictures and report of a finished run, again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TharsisError } from '../../foundation/errors.js';
import type { CommonOptions } from '../command-frame.js';
import { pipelineOutcome } from '../pipeline-options.js';
import type { TharsisCommand } from './command.js';

export const evaluate: TharsisCommand = {
  name: 'evaluate',
  description: 'evaluate a run against its held-out simulations and write its report',
  out: 'not used: the evaluation goes into the run folder',
  again: 'resumes where it stopped',
  register(command) {
    command.argument('<run>', 'run folder, for example runs/mars-quick');
  },
  async run({ signal, reporter }, options: CommonOptions & { engine: string }, run: string) {
    const { loadConfiguration } = await import('../../pipeline/configuration.js');
    const configuration = loadConfiguration(runConfiguration(run));
    refuseSeed(options, configuration.seed);
    return pipelineOutcome(configuration, { ...options, out: run }, { only: ['evaluate', 'report'], signal, reporter });
  },
};

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
