// tharsis train NAME: a pipeline up to one compressor or predictor, from a pipeline file or from an ingested archive.
import { basename, extname } from 'node:path';
import { TharsisError } from '../../foundation/errors.js';
import { nameFrom } from '../../foundation/names.js';
import { suggestion } from '../../foundation/nearest-name.js';
import type { PipelineConfiguration } from '../../pipeline/configuration.js';
import { type CommonOptions, plainName } from '../command-frame.js';
import { givenByOptions, pipelineOutcome } from '../pipeline-options.js';
import type { TharsisCommand } from './command.js';

interface TrainOptions extends CommonOptions {
  readonly engine: string;
  readonly pipeline?: string;
  readonly data?: string;
  readonly name?: string;
}

export const train: TharsisCommand = {
  name: 'train',
  description: 'train the compressor, then the predictors in the order of the pipeline, up to this one',
  out: 'run folder (default: runs/<name>)',
  again: 'resumes where it stopped',
  register(command) {
    command
      .argument('<name>', 'a compressor or a predictor, as docs/models.md lists them')
      .option('--pipeline <file>', 'pipeline file with the data and the settings')
      .option('--data <manifest>', 'manifest of an ingested archive, with default settings')
      .option('--name <name>', 'name of the run (default: from the manifest)', plainName);
  },
  async run({ signal, reporter }, options: TrainOptions, part: string) {
    return pipelineOutcome(await trainingConfiguration(part, options), options, { until: part, signal, reporter });
  },
};

async function trainingConfiguration(
  part: string,
  { pipeline, data, name, seed }: TrainOptions,
): Promise<PipelineConfiguration> {
  const { loadConfiguration, resolveConfiguration } = await import('../../pipeline/configuration.js');
  const chosen = await partsUpTo(part);
  if (pipeline !== undefined && data === undefined) return loadConfiguration(pipeline, { seed });
  if (pipeline === undefined && data !== undefined) {
    const value = { name: name ?? nameFrom(basename(data, extname(data))), ingest: { dataset: data }, ...chosen };
    return resolveConfiguration(value, givenByOptions, { seed });
  }
  throw new TharsisError(
    'train-data',
    pipeline === undefined ? 'nothing to train on' : 'both --pipeline and --data are given',
    'give --pipeline FILE, or --data MANIFEST (tharsis ingest writes it)',
  );
}

/** What a pipeline with default settings has to name, so that it has this part. */
async function partsUpTo(part: string): Promise<{ compressor?: string; predictors?: string[] }> {
  const [{ compressorNames }, { defaultPredictors, predictorNames }] = await Promise.all([
    import('../../surrogate/compressors/registry.js'),
    import('../../surrogate/predictors/registry.js'),
  ]);
  const isIn = (names: readonly string[]): boolean => names.includes(part);
  if (isIn(compressorNames)) return { compressor: part };
  if (isIn(defaultPredictors)) return {};
  if (isIn(predictorNames)) return { predictors: [part] };
  const names = [...compressorNames, ...predictorNames];
  throw new TharsisError('train-unknown', `there is no compressor or predictor '${part}'`, suggestion(part, names));
}
