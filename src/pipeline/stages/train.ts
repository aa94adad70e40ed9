// The training stages: one of the compressor, one of each predictor. Each reads the manifest and what it builds on, and
// leaves one trained part.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, openDatasetInterruptibly } from '../../archive/dataset.js';
import { sha256File } from '../../foundation/digest.js';
import type { Summary } from '../../runs/stage.js';
import { compressionFactor, latentSizeOf } from '../../surrogate/codec.js';
import { compressorNamed } from '../../surrogate/compressors/registry.js';
import type { TrainedCompressor } from '../../surrogate/compressors/trained-compressor.js';
import { encodeDataset, writeLatents } from '../../surrogate/latents.js';
import { loadModel, type Model, partFile } from '../../surrogate/model-folder.js';
import { predictorNamed } from '../../surrogate/predictors/registry.js';
import { loadTrained, saveTrained, type TrainingRecord } from '../../surrogate/trained-file.js';
import { checkWarmStart } from '../../surrogate/warm-start.js';
import { engineCode } from '../../tensor/engine-source.js';
import type { TrainingContext } from '../../training/training-loop.js';
import type { PipelineContext, PipelineStage } from '../pipeline-stage.js';

/** Where training finds its data and leaves its results. */
export interface TrainingPlaces {
  readonly manifest: string;
  /** Folder of trained networks and checkpoints. */
  readonly networks: string;
  /** Folder of a model to start from. */
  readonly warmStart?: string;
  /** Whether that model may be of other physics. */
  readonly allowMixedPhysics?: boolean;
}

/** Fits the compressor `name` and writes the latents of the whole archive. */
export function compressorStage(name: string, config: object, places: TrainingPlaces): PipelineStage {
  return {
    name,
    configuration: { config, warmStart: warmStartDigest(places, name) },
    reads: ['ingest'],
    code: [import.meta.url, engineCode],
    run: async (context) => {
      const dataset = await openDatasetInterruptibly(places.manifest, { verify: false, signal: context.signal });
      const start = warmModel(places, dataset, { [name]: config })?.compressor.trained;
      const member = compressorNamed(name);
      const trained = await member.train(dataset, config, await trainingContext(context, places), start);
      const path = partFile(places.networks, name);
      saveTrained(path, name, trained);
      const compressor = { name, trained };
      const latents = await encodeDataset(dataset, compressor, await context.engine.open());
      const latentsPath = join(places.networks, 'latents.arrow');
      writeLatents(latentsPath, latents);
      const sizes = { compression: compressionFactor(compressor), latent: latentSizeOf(compressor) };
      return { outputs: [path, latentsPath], summary: { [name]: { ...sizes, ...trainingSummary(trained) } } };
    },
  };
}

/** Trains the predictor `name` on the latents of a compressor. */
export function predictorStage(
  name: string,
  config: object,
  compressorName: string,
  places: TrainingPlaces,
): PipelineStage {
  return {
    name,
    configuration: { config, warmStart: warmStartDigest(places, name) },
    reads: ['ingest', compressorName],
    code: [import.meta.url, engineCode],
    run: async (context) => {
      const dataset = await openDatasetInterruptibly(places.manifest, { verify: false, signal: context.signal });
      const compressor = {
        name: compressorName,
        trained: loadTrained<TrainedCompressor>(partFile(places.networks, compressorName), compressorName),
      };
      const latents = await encodeDataset(dataset, compressor, await context.engine.open());
      const start = warmModel(places, dataset, { [name]: config })?.predictors[name];
      const member = predictorNamed(name);
      const trained = await member.train(latents, config, await trainingContext(context, places), start);
      const path = partFile(places.networks, name);
      saveTrained(path, name, trained);
      return { outputs: [path], summary: { [name]: trainingSummary(trained) } };
    },
  };
}

/** What is fitted in one step has no epochs. */
function trainingSummary({ history, seconds }: TrainingRecord): Summary {
  return { ...(history.length > 0 && { epochs: history.length }), seconds };
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
    reporter: context.reporter,
  };
}

/**
 * The model to start from, if one is named.
 *
 * @throws TharsisError `warm-start-...` when it does not fit the data or the settings
 */
function warmModel(
  { warmStart, allowMixedPhysics }: TrainingPlaces,
  dataset: Dataset,
  training: Readonly<Record<string, object>>,
): Model | undefined {
  if (warmStart === undefined) return undefined;
  const model = loadModel(warmStart);
  checkWarmStart(model, dataset, warmStart, training, allowMixedPhysics);
  return model;
}

/** Identifies the weights of a model to start from. */
function warmStartDigest({ warmStart }: TrainingPlaces, name: string): string | null {
  if (warmStart === undefined) return null;
  const path = partFile(warmStart, name);
  return existsSync(path) ? sha256File(path) : null;
}
