/**
 * What a user of surrogates needs; everything else by its room, as `tharsis/convection` or `tharsis/tensor`.
 *
 * @example
 * ```js
 * import { loadConfiguration, TharsisError } from 'tharsis';
 *
 * try {
 *   loadConfiguration('pipelines/mars-swift.yaml');
 * } catch (error) {
 *   if (error instanceof TharsisError) console.log(error.code, error.remedy);
 * }
 * ```
 */
export { type Dataset, type DatasetOptions, type DatasetSimulation, openDataset } from './archive/dataset.js';
export type { SimulationHeader } from './archive/layout.js';
export { type Manifest, type ManifestFile, readManifest } from './archive/manifest.js';
export type { ParameterScale } from './archive/parameter-scale.js';
export type { Split, SplitName } from './archive/split.js';
export type { ExecutorChoice } from './campaign/executors/open-executor.js';
export type { SlurmSettings } from './campaign/executors/slurm/slurm-settings.js';
export type { HeatFluxes } from './evaluation/profiles.js';
export type { ErrorCode } from './foundation/error-codes.js';
export { InterruptedError, TharsisError } from './foundation/errors.js';
export type { GeometryName } from './foundation/geometries/registry.js';
export type { NdArray } from './foundation/nd-array.js';
export type { Progress, Reporter } from './foundation/reporter.js';
export { loadConfiguration, type Overrides, type PipelineConfiguration } from './pipeline/configuration.js';
export type { Metrics } from './pipeline/metrics.js';
export {
  type PlannedStage,
  planPipeline,
  type RunOptions,
  type RunResult,
  runPipeline,
} from './pipeline/run-pipeline.js';
export { type Prediction, predictEvolution, type Query, writePrediction } from './query/prediction.js';
export type { Summary } from './runs/stage.js';
export type { NamedCompressor, TrainedCompressor } from './surrogate/compressors/trained-compressor.js';
export {
  type DamagedPredictor,
  type Document,
  type LoadOptions,
  loadModel,
  type Model,
  type ModelDescription,
  type TrainedRange,
} from './surrogate/model-folder.js';
export type { ModelScores, ScoreWarning } from './surrogate/model-scores.js';
export type {
  PredictorInputs,
  SimulationParameters,
  TrainedPredictor,
} from './surrogate/predictors/trained-predictor.js';
export type { RangeWarning } from './surrogate/range-warnings.js';
export { openSurrogate, type PredictionOptions, type Surrogate } from './surrogate/surrogate.js';
export type { TrainingRecord } from './surrogate/trained-file.js';
export type { Arrays } from './tensor/arrays.js';
export type { Compiled, CompileNames, Engine, EngineName } from './tensor/engine.js';
export type { OnnxEngineOptions } from './tensor/onnx-engine.js';
export { openEngine } from './tensor/open-engine.js';
export type { EpochRecord, ValidatedEpoch } from './training/history.js';
export type { Scaling } from './training/scaling.js';
