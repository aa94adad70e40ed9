// tharsis retrain MODEL ARCHIVE...: a model's training goes on, from its weights, on new simulations.
import { nameFrom } from '../../foundation/names.js';
import type { PipelineConfiguration } from '../../pipeline/configuration.js';
import { type CommonOptions, plainName } from '../command-frame.js';
import { givenByOptions, pipelineOutcome } from '../pipeline-options.js';
import type { TharsisCommand } from './command.js';

interface RetrainOptions extends CommonOptions {
  readonly engine: string;
  readonly name?: string;
  readonly allowMixedPhysics?: boolean;
}

export const retrain: TharsisCommand = {
  name: 'retrain',
  description: 'train a model further on new simulations (name the old ones too, or it may forget them)',
  out: 'run folder (default: runs/<name>)',
  again: 'resumes where it stopped',
  register(command) {
    command
      .argument('<model>', 'model folder, for example runs/mars-quick/model')
      .argument('<archive...>', 'HDF5 files, or folders of them, on the grid of the model; or one manifest')
      .option('--name <name>', 'name of the new run (default: <name of the model>-retrained)', plainName)
      .option('--allow-mixed-physics', 'accept simulations of other physics than those of the model');
  },
  async run({ signal, reporter }, options: RetrainOptions, model: string, archives: string[]) {
    return pipelineOutcome(await retraining(model, archives, options), options, { signal, reporter });
  },
};

/** The settings are those of the model's own training. */
async function retraining(
  folder: string,
  archives: readonly string[],
  { name, seed, allowMixedPhysics }: RetrainOptions,
): Promise<PipelineConfiguration> {
  const [{ loadModel }, { resolveConfiguration }] = await Promise.all([
    import('../../surrogate/model-folder.js'),
    import('../../pipeline/configuration.js'),
  ]);
  const { description, compressor, predictors } = loadModel(folder);
  const { seed: seedOfModel, ...sections } = description.training;
  const [first] = archives;
  const ingested = archives.length === 1 && first?.endsWith('.json');
  const value = {
    name: name ?? `${nameFrom(description.name).slice(0, 90)}-retrained`,
    description: `${description.name}, trained further`,
    seed: seedOfModel,
    ingest: { ...(ingested ? { dataset: first } : { archives }), allowMixedPhysics },
    compressor: compressor.name,
    predictors: Object.keys(predictors),
    ...sections,
    warmStart: folder,
  };
  return resolveConfiguration(value, givenByOptions, { seed });
}
