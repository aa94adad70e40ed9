// tharsis train NETWORK: a pipeline up to one network, from a pipeline file or from an ingested archive.
import { basename, extname } from 'node:path';
import { Argument, Command } from 'commander';
import { TharsisError } from '../../foundation/errors.js';
import { loadConfiguration, type PipelineConfiguration, resolveConfiguration } from '../../pipeline/configuration.js';
import { addCommonOptions, type CommonOptions, perform } from '../command-frame.js';
import { givenByOptions, pipelineOutcome } from '../pipeline-options.js';

interface TrainOptions extends CommonOptions {
  readonly engine: string;
  readonly pipeline?: string;
  readonly data?: string;
  readonly name?: string;
}

export function trainCommand(): Command {
  const command = new Command('train')
    .description('train the networks up to this one, in the order autoencoder, fnn, lstm')
    .addArgument(new Argument('<network>', 'which network').choices(['autoencoder', 'fnn', 'lstm']))
    .option('--pipeline <file>', 'pipeline file with the data and the settings')
    .option('--data <manifest>', 'manifest of an ingested archive, with default settings')
    .option('--name <name>', 'name of the run (default: from the manifest)');
  return addCommonOptions(command, 'run folder (default: runs/<name>)').action(
    (network: string, options: TrainOptions) =>
      perform(options, (signal) =>
        pipelineOutcome(trainingConfiguration(options), options, { until: network, signal }),
      ),
  );
}

function trainingConfiguration({ pipeline, data, name, seed }: TrainOptions): PipelineConfiguration {
  if (pipeline !== undefined && data === undefined) return loadConfiguration(pipeline, { seed });
  if (pipeline === undefined && data !== undefined) {
    const value = { name: name ?? basename(data, extname(data)), ingest: { dataset: data } };
    return resolveConfiguration(value, givenByOptions, { seed });
  }
  throw new TharsisError(
    'train-data',
    pipeline === undefined ? 'nothing to train on' : 'both --pipeline and --data are given',
    'give --pipeline FILE, or --data MANIFEST (tharsis ingest writes it)',
  );
}
