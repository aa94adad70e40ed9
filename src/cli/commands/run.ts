// tharsis run PIPELINE: the whole of a pipeline file; resumes where it stopped.
import type { CommonOptions } from '../command-frame.js';
import { addExecutorOptions, type ExecutorOptions, executorChoice } from '../executor-options.js';
import { pipelineOutcome } from '../pipeline-options.js';
import type { TharsisCommand } from './command.js';

interface RunCommandOptions extends CommonOptions, ExecutorOptions {
  readonly dryRun?: boolean;
  readonly until?: string;
  readonly engine: string;
}

export const run: TharsisCommand = {
  name: 'run',
  description: 'run a pipeline; what is already done and unchanged is kept',
  out: 'run folder (default: runs/<name>)',
  again: 'resumes where it stopped',
  register(command) {
    command
      .argument('<pipeline>', 'YAML file, for example pipelines/mars-quick.yaml')
      .option('--dry-run', 'show which stages would run')
      .option(
        '--until <stage>',
        'stop after this stage: simulate, ingest, the compressor or a predictor by its name, model, evaluate or report',
      );
    addExecutorOptions(command);
  },
  async run({ signal, reporter }, options: RunCommandOptions, path: string) {
    const { loadConfiguration } = await import('../../pipeline/configuration.js');
    const configuration = loadConfiguration(path, { seed: options.seed });
    if (options.dryRun) {
      const { planPipeline } = await import('../../pipeline/run-pipeline.js');
      const plan = planPipeline(configuration, options.out, options.until);
      return { document: { plan }, lines: plan.map(({ name, action }) => `${action.padEnd(5)} ${name}`) };
    }
    return pipelineOutcome(configuration, options, {
      until: options.until,
      executor: executorChoice(options),
      signal,
      reporter,
    });
  },
};
