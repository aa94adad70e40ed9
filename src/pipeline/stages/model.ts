// The stage that joins the trained parts into a model folder with its ONNX exports.
import { type Dataset, type DatasetSimulation, openDataset } from '../../archive/dataset.js';
import type { SplitName } from '../../archive/split.js';
import type { EvolutionConfig } from '../../convection/evolution/evolution-config.js';
import { storedEvolution } from '../../convection/evolution/evolution-config.js';
import type { TrainedCompressor } from '../../surrogate/compressors/trained-compressor.js';
import { type Model, partFile, saveModel } from '../../surrogate/model-folder.js';
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
    run: async ({ seed, engine }) => {
      const dataset = openDataset(places.manifest, { verify: false });
      const training = dataset.split.training.map((index) => dataset.simulations[index]!);
      const evolution = evolutionOf(dataset);
      const part = <Trained extends TrainedCompressor | TrainedPredictor>(name: string): Trained =>
        loadTrained(partFile(places.networks, name), name);
      const model: Model = {
        description: {
          name: identity.name,
          description: identity.description,
          grid: { r: [...dataset.r], phi: [...dataset.phi] },
          times: [...longest(training).times],
          parameters: Object.fromEntries(
            dataset.parameterNames.map((name) => {
              const values = training.map(({ parameters }) => parameters[name]!);
              const unit = dataset.parameterUnits[name] ?? '1';
              const scale = dataset.parameterScales[name]!;
              return [name, { minimum: Math.min(...values), maximum: Math.max(...values), unit, scale }];
            }),
          ),
          evolution: evolution === null ? null : { ...evolution },
          training: { ...identity.training, seed },
          dataset: {
            name: dataset.name,
            digest: dataset.digest,
            trainingSimulations: training.length,
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
 * The configuration of the simulations, when Tharsis made all of them and in the same way: it gives the initial field.
 */
function evolutionOf({ simulations }: Dataset): EvolutionConfig | null {
  const solvers = simulations.map(({ solver }) => solver);
  const ours = solvers.every(({ software }) => String(software).startsWith('tharsis '));
  const ways = new Set(solvers.map(({ configuration, planetConstants }) => `${configuration} ${planetConstants}`));
  if (!ours || ways.size > 1) return null;
  return storedEvolution(solvers[0]?.configuration, solvers[0]?.planetConstants) ?? null;
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
