// The three training stages. Each reads the manifest and the networks it builds on, and leaves one trained network.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, openDataset } from '../../archive/dataset.js';
import { sha256File } from '../../foundation/digest.js';
import { compressionFactor, latentSize } from '../../surrogate/compressors/autoencoder.js';
import { trainAutoencoder } from '../../surrogate/compressors/train-autoencoder.js';
import { encodeDataset, type LatentDataset, writeLatents } from '../../surrogate/latents.js';
import { loadModel, type Model } from '../../surrogate/model-folder.js';
import { trainFnn } from '../../surrogate/predictors/train-fnn.js';
import { trainLstm } from '../../surrogate/predictors/train-lstm.js';
import {
  loadNetwork,
  saveNetwork,
  type TrainedAutoencoder,
  type TrainedFnn,
  type TrainedLstm,
} from '../../surrogate/trained-network.js';
import type { AutoencoderTraining, FnnTraining, LstmTraining } from '../../surrogate/training-configuration.js';
import { checkWarmStart } from '../../surrogate/warm-start.js';
import type { TrainingContext } from '../../training/training-loop.js';
import type { PipelineContext, PipelineStage } from '../pipeline-stage.js';

/** Where training finds its data and leaves its results. */
export interface TrainingPlaces {
  readonly manifest: string;
  /** Folder of trained networks and checkpoints. */
  readonly networks: string;
  /** Folder of a model to start from. */
  readonly warmStart?: string;
}

const TRAINING_CODE = ['foundation', 'tensor', 'nets', 'archive', 'surrogate'] as const;

export type NetworkName = 'autoencoder' | 'fnn' | 'lstm';

/** The file of a trained network. */
export function networkFile({ networks }: Pick<TrainingPlaces, 'networks'>, name: NetworkName): string {
  return join(networks, `${name}.safetensors`);
}

export function autoencoderStage(config: AutoencoderTraining, places: TrainingPlaces): PipelineStage {
  return {
    name: 'autoencoder',
    configuration: { config, warmStart: warmStartDigest(places, 'autoencoder') },
    reads: ['ingest'],
    code: TRAINING_CODE,
    run: async (context) => {
      const dataset = openDataset(places.manifest, { verify: false });
      const start = warmModel(places, dataset, { autoencoder: config })?.autoencoder;
      const trained = await trainAutoencoder(dataset, config, await trainingContext(context, places), start);
      const path = networkFile(places, 'autoencoder');
      saveNetwork(path, trained);
      const latents = await encodeDataset(dataset, trained, await context.engine.open());
      const latentsPath = join(places.networks, 'latents.arrow');
      writeLatents(latentsPath, latents);
      return {
        outputs: [path, latentsPath],
        summary: {
          autoencoder: {
            compression: compressionFactor(trained.shape),
            latent: latentSize(trained.shape),
            epochs: trained.history.length,
            seconds: trained.seconds,
          },
        },
      };
    },
  };
}

export function fnnStage(config: FnnTraining, places: TrainingPlaces): PipelineStage {
  return predictorStage('fnn', config, places, (latents, context, start) =>
    trainFnn(latents, config, context, start?.fnn),
  );
}

export function lstmStage(config: LstmTraining, places: TrainingPlaces): PipelineStage {
  return predictorStage('lstm', config, places, (latents, context, start) =>
    trainLstm(latents, config, context, start?.lstm),
  );
}

function predictorStage(
  name: 'fnn' | 'lstm',
  config: FnnTraining | LstmTraining,
  places: TrainingPlaces,
  trainPredictor: (
    latents: LatentDataset,
    context: TrainingContext,
    start: Model | undefined,
  ) => Promise<TrainedFnn | TrainedLstm>,
): PipelineStage {
  return {
    name,
    configuration: { config, warmStart: warmStartDigest(places, name) },
    reads: ['ingest', 'autoencoder'],
    code: TRAINING_CODE,
    run: async (context) => {
      const dataset = openDataset(places.manifest, { verify: false });
      const autoencoder = loadNetwork<TrainedAutoencoder>(networkFile(places, 'autoencoder'));
      const latents = await encodeDataset(dataset, autoencoder, await context.engine.open());
      const trained = await trainPredictor(
        latents,
        await trainingContext(context, places),
        warmModel(places, dataset, { [name]: config }),
      );
      const path = networkFile(places, name);
      saveNetwork(path, trained);
      return { outputs: [path], summary: { [name]: { epochs: trained.history.length, seconds: trained.seconds } } };
    },
  };
}

/**
 * Checkpoints lie in a folder of the stage's key: a training is resumed only where everything that decides it is the
 * same.
 */
async function trainingContext(context: PipelineContext, places: TrainingPlaces): Promise<TrainingContext> {
  return {
    engine: await context.engine.open(),
    folder: join(places.networks, 'checkpoints', context.key.slice(0, 12)),
    seed: context.seed,
    signal: context.signal,
  };
}

/**
 * The model to start from, if one is named.
 *
 * @throws TharsisError `warm-start-...` when it does not fit the data or the settings
 */
function warmModel(
  { warmStart }: TrainingPlaces,
  dataset: Dataset,
  training: { autoencoder?: AutoencoderTraining; fnn?: FnnTraining; lstm?: LstmTraining },
): Model | undefined {
  if (warmStart === undefined) return undefined;
  const model = loadModel(warmStart);
  checkWarmStart(model, dataset, warmStart, training);
  return model;
}

/** Identifies the weights of a model to start from. */
function warmStartDigest({ warmStart }: TrainingPlaces, name: NetworkName): string | null {
  if (warmStart === undefined) return null;
  const path = networkFile({ networks: warmStart }, name);
  return existsSync(path) ? sha256File(path) : null;
}
