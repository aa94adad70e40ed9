// A whole model trained for a few epochs on the tiny dataset: enough to save, load, export and ask.
import type { Dataset } from '../../src/archive/dataset.js';
import { trainAutoencoder } from '../../src/surrogate/compressors/train-autoencoder.js';
import { encodeDataset } from '../../src/surrogate/latents.js';
import type { Model } from '../../src/surrogate/model-folder.js';
import { trainFnn } from '../../src/surrogate/predictors/train-fnn.js';
import { trainLstm } from '../../src/surrogate/predictors/train-lstm.js';
import {
  autoencoderTrainingSchema,
  fnnTrainingSchema,
  lstmTrainingSchema,
} from '../../src/surrogate/training-configuration.js';
import type { Engine } from '../../src/tensor/engine.js';

export const tinyAutoencoder = autoencoderTrainingSchema.parse({
  compression: 16,
  channels: [4, 8],
  activation: 'tanh',
  epochs: 12,
  batchSize: 12,
  learningRate: 5e-3,
});
export const tinyFnn = fnnTrainingSchema.parse({ members: 2, hidden: 16, layers: 2, epochs: 30, batchSize: 12 });
export const tinyLstm = lstmTrainingSchema.parse({
  hidden: 12,
  layers: 2,
  window: 4,
  latentNoise: 0.3,
  dropout: 0,
  epochs: 30,
  batchSize: 11,
});

export async function tinyModel(dataset: Dataset, engine: Engine, folder: string): Promise<Model> {
  const context = { engine, folder, seed: 9 };
  const autoencoder = await trainAutoencoder(dataset, tinyAutoencoder, context);
  const latents = await encodeDataset(dataset, autoencoder, engine);
  const fnn = await trainFnn(latents, tinyFnn, context);
  const lstm = await trainLstm(latents, tinyLstm, context);
  const range = (name: string) => {
    const values = dataset.split.training.map((index) => dataset.simulations[index]!.parameters[name]!);
    return { minimum: Math.min(...values), maximum: Math.max(...values), unit: dataset.parameterUnits[name]! };
  };
  return {
    description: {
      name: 'tiny',
      description: '',
      grid: { r: [...dataset.r], phi: [...dataset.phi] },
      times: [...dataset.simulations[0]!.times],
      parameters: Object.fromEntries(dataset.parameterNames.map((name) => [name, range(name)])),
      evolution: null,
      training: { autoencoder: tinyAutoencoder, fnn: tinyFnn, lstm: tinyLstm, seed: 9 },
      dataset: { name: dataset.name, digest: dataset.digest, trainingSimulations: dataset.split.training.length },
    },
    autoencoder,
    fnn,
    lstm,
  };
}
