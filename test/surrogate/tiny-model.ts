// A whole model trained for a few epochs on the tiny dataset: enough to save, load, export and ask.
import type { Dataset } from '../../src/archive/dataset.js';
import { compressors } from '../../src/surrogate/compressors/registry.js';
import { encodeDataset } from '../../src/surrogate/latents.js';
import type { Model } from '../../src/surrogate/model-folder.js';
import { predictors } from '../../src/surrogate/predictors/registry.js';
import type { Engine } from '../../src/tensor/engine.js';

export const tinyAutoencoder = compressors.autoencoder.schema.parse({
  compression: 16,
  channels: [4, 8],
  activation: 'tanh',
  epochs: 12,
  batchSize: 12,
  learningRate: 5e-3,
});
export const tinyFnn = predictors.fnn.schema.parse({ members: 2, hidden: 16, layers: 2, epochs: 30, batchSize: 12 });
export const tinyLstm = predictors.lstm.schema.parse({
  hidden: 12,
  layers: 2,
  window: 4,
  latentNoise: 0.3,
  dropout: 0,
  epochs: 30,
  batchSize: 11,
});

/** What the tests look into by name. */
export type TinyModel = Model & {
  readonly compressor: { readonly trained: Awaited<ReturnType<typeof compressors.autoencoder.train>> };
  readonly predictors: {
    readonly fnn: Awaited<ReturnType<typeof predictors.fnn.train>>;
    readonly lstm: Awaited<ReturnType<typeof predictors.lstm.train>>;
  };
};

export async function tinyModel(dataset: Dataset, engine: Engine, folder: string): Promise<TinyModel> {
  const context = { engine, folder, seed: 9 };
  const autoencoder = await compressors.autoencoder.train(dataset, tinyAutoencoder, context);
  const compressor = { name: 'autoencoder', trained: autoencoder };
  const latents = await encodeDataset(dataset, compressor, engine);
  const fnn = await predictors.fnn.train(latents, tinyFnn, context);
  const lstm = await predictors.lstm.train(latents, tinyLstm, context);
  const range = (name: string) => {
    const values = dataset.split.training.map((index) => dataset.simulations[index]!.parameters[name]!);
    return {
      minimum: Math.min(...values),
      maximum: Math.max(...values),
      unit: dataset.parameterUnits[name]!,
      scale: dataset.parameterScales[name]!,
    };
  };
  return {
    description: {
      name: 'tiny',
      description: '',
      grid: { r: [...dataset.r], phi: [...dataset.phi] },
      geometry: dataset.geometry,
      times: [...dataset.simulations[0]!.times],
      parameters: Object.fromEntries(dataset.parameterNames.map((name) => [name, range(name)])),
      evolution: null,
      training: { autoencoder: tinyAutoencoder, fnn: tinyFnn, lstm: tinyLstm, seed: 9 },
      dataset: { name: dataset.name, digest: dataset.digest, trainingSimulations: dataset.split.training.length },
    },
    compressor,
    predictors: { fnn, lstm },
  };
}
