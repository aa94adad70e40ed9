// The stage that joins the trained parts into a model folder with its ONNX exports.
import { type Dataset, type DatasetSimulation, openDatasetInterruptibly } from '../../archive/dataset.js';
import type { SplitName } from '../../archive/split.js';
import { isOfTharsis, kindsOfPhysics } from '../../archive/stated-physics.js';
import { storedEvolution } from '../../convection/evolution/evolution-config.js';
import type { TrainedCompressor } from '../../surrogate/compressors/trained-compressor.js';
import { type Model, type ModelDescription, partFile, saveModel } from '../../surrogate/model-folder.js';
import { exportOnnx } from '../../surrogate/onnx-export.js';
import type { TrainedPredictor } from '../../surrogate/predictors/trained-predictor.js';
import { loadTrained } from '../../surrogate/trained-file.js';
import { engineCode } from '../../tensor/engine-source.js';
import type { PipelineStage } from '../pipeline-stage.js';
import type { TrainingPlaces } from './train.js';

/** What the model says of itself besides its parts. */
export interface ModelIdentity {
  readonly name: string;
  readonly description: string;
  readonly compressor: string;
  readonly predictors: readonly string[];
  /** The sections of both, by name. */
  readonly training: Readonly<Record<string, object>>;
}

export function modelStage(identity: ModelIdentity, places: TrainingPlaces, folder: string): PipelineStage {
  return {
    name: 'model',
    configuration: identity,
    reads: ['ingest', identity.compressor, ...identity.predictors],
    code: [import.meta.url, engineCode],
    run: async ({ seed, engine, signal }) => {
      const dataset = await openDatasetInterruptibly(places.manifest, { verify: false, signal });
      const training = dataset.split.training.map((index) => dataset.simulations[index]!);
      const evolution = evolutionOf(training);
      const part = <Trained extends TrainedCompressor | TrainedPredictor>(name: string): Trained =>
        loadTrained(partFile(places.networks, name), name);
      const model: Model = {
        description: {
          name: identity.name,
          description: identity.description,
          grid: { r: [...dataset.r], phi: [...dataset.phi] },
          geometry: dataset.geometry,
          times: [...longest(training).times],
          parameters: Object.fromEntries(
            dataset.parameterNames.map((name) => {
              const values = training.map(({ parameters }) => parameters[name]!);
              const unit = dataset.parameterUnits[name] ?? '1';
              const scale = dataset.parameterScales[name]!;
              return [name, { minimum: Math.min(...values), maximum: Math.max(...values), unit, scale }];
            }),
          ),
          ...evolution,
          training: { ...identity.training, seed },
          dataset: {
            name: dataset.name,
            digest: dataset.digest,
            trainingSimulations: training.length,
            ...(dataset.mixedPhysics && { mixedPhysics: [...dataset.mixedPhysics] }),
            sets: setsOf(dataset),
          },
        },
        compressor: { name: identity.compressor, trained: part<TrainedCompressor>(identity.compressor) },
        predictors: Object.fromEntries(identity.predictors.map((name) => [name, part<TrainedPredictor>(name)])),
      };
      const files = saveModel(folder, model);
      const exports = await exportOnnx(folder, model, await engine.open());
      return { outputs: [...files, ...exports], summary: {} };
    },
  };
}

/**
 * The configuration of the training simulations, when Tharsis made all of them with the same physics. It gives the
 * initial field of predictions: of realizations that start differently, that of the first.
 */
function evolutionOf(
  simulations: readonly DatasetSimulation[],
): Pick<ModelDescription, 'evolution' | 'initialStateSha256'> {
  const ours = simulations.every(({ solver }) => isOfTharsis(solver));
  const { configuration, planetConstants, initialStateSha256 } = simulations[0]!.solver;
  const evolution = storedEvolution(configuration, planetConstants);
  if (!ours || evolution === undefined || kindsOfPhysics(simulations).length > 1) return { evolution: null };
  return {
    evolution: { ...evolution },
    ...(initialStateSha256 !== undefined && { initialStateSha256: String(initialStateSha256) }),
  };
}

/** The files of each set by their SHA-256, so that training may go on without mixing the sets. */
function setsOf({ simulations, split }: Dataset): Record<SplitName, string[]> {
  const digests = (name: SplitName) => split[name].map((index) => simulations[index]!.sha256);
  return { training: digests('training'), validation: digests('validation'), test: digests('test') };
}

/** The simulation that reaches furthest in time. */
function longest(simulations: readonly DatasetSimulation[]): DatasetSimulation {
  return simulations.reduce((best, next) => (next.times.at(-1)! > best.times.at(-1)! ? next : best));
}
