// tharsis run PIPELINE: the whole of a pipeline file; resumes where it stopped.
import { Command } from 'commander';
import { addCommonOptions, type CommonOptions, perform } from '../command-frame.js';
import { addExecutorOptions, type ExecutorOptions, executorChoice } from '../executor-options.js';
import { pipelineOutcome } from '../pipeline-options.js';

interface RunCommandOptions extends CommonOptions, ExecutorOptions {
  readonly dryRun?: boolean;
  readonly until?: string;
  readonly engine: string;
}

export function runCommand(): Command {
  const command = new Command('run')
    .description('run a pipeline; what is already done and unchanged is kept')
    .argument('<pipeline>', 'YAML file, for example pipelines/mars-quick.yaml')
    .option('--dry-run', 'show which stages would run')
    .option(
      '--until <stage>',
      'stop after this stage: simulate, ingest, the compressor or a predictor by its name, model, evaluate or report',
    );
  addExecutorOptions(command);
  return addCommonOptions(command, 'run folder (default: runs/<name>)').action(
    (path: string, options: RunCommandOptions) =>
      perform(options, async (signal, reporter) => {
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
      }),
  );
}
