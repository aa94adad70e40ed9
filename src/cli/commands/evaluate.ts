// tharsis evaluate RUN: scores, baselines, POD, pictures and report of a finished run, again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { TharsisError } from '../../foundation/errors.js';
import { loadConfiguration } from '../../pipeline/configuration.js';
import { runPipeline } from '../../pipeline/run-pipeline.js';
import { engineNamed } from '../../tensor/engine.js';
import { addCommonOptions, type CommonOptions, perform } from '../command-frame.js';
import { metricsLines } from '../metrics-lines.js';

export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .description('evaluate a run against its held-out simulations and write its report')
    .argument('<run>', 'run folder, for example runs/mars-quick');
  return addCommonOptions(command, 'not used: the evaluation goes into the run folder').action(
    (run: string, options: CommonOptions & { engine: string }) =>
      perform(options, async (signal) => {
        const configuration = loadConfiguration(runConfiguration(run), { seed: options.seed });
        const { folder, metrics } = await runPipeline(configuration, {
          out: run,
          threads: options.threads,
          engine: engineNamed(options.engine),
          again: ['evaluate', 'report'],
          signal,
        });
        return { document: { folder, metrics }, lines: metricsLines(folder, metrics) };
      }),
  );
}

function runConfiguration(run: string): string {
  const path = join(run, 'config.yaml');
  if (existsSync(path)) return path;
  throw new TharsisError('run-missing', `${run} is no run folder: it has no config.yaml`, 'make one with: tharsis run PIPELINE');
}
