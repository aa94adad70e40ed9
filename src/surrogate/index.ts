/**
 * Surrogates: compressors of fields, predictors of their evolution, the folders that hold both, and asking them.
 *
 * @example
 * ```js
 * import { compressors, predictors } from 'tharsis/surrogate';
 *
 * console.log(Object.keys(compressors), Object.keys(predictors));
 * ```
 */
export type { Dataset, DatasetSimulation } from '../archive/dataset.js';
export type { SimulationHeader } from '../archive/layout.js';
export type { ParameterScale } from '../archive/parameter-scale.js';
export type { Split, SplitName } from '../archive/split.js';
export type { ErrorCode } from '../foundation/error-codes.js';
export type { TharsisError } from '../foundation/errors.js';
export type { GeometryName } from '../foundation/geometries/registry.js';
export type { NdArray } from '../foundation/nd-array.js';
export type { RandomStream } from '../foundation/random-stream.js';
export type { Progress, Reporter } from '../foundation/reporter.js';
export type { Arrays } from '../tensor/arrays.js';
export type { Compiled, CompileNames, Engine, EngineName } from '../tensor/engine.js';
export type { EpochRecord, ValidatedEpoch } from '../training/history.js';
export type { Scaling } from '../training/scaling.js';
export type { TrainingContext } from '../training/training-loop.js';
export type { Compressor } from './compressors/compressor.js';
export { compressors } from './compressors/registry.js';
export type { NamedCompressor, TrainedCompressor } from './compressors/trained-compressor.js';
export { encodeDataset, type LatentDataset } from './latents.js';
export {
  type DamagedPredictor,
  type Document,
  type LoadOptions,
  loadModel,
  type Model,
  type ModelDescription,
  saveModel,
  type TrainedRange,
} from './model-folder.js';
export type { ModelScores, ScoreWarning } from './model-scores.js';
export { exportOnnx } from './onnx-export.js';
export type { LatentGraph, OpenPredictor, Predictor, PredictorNetwork, Start } from './predictors/predictor.js';
export { predictors } from './predictors/registry.js';
export type { PredictorInputs, SimulationParameters, TrainedPredictor } from './predictors/trained-predictor.js';
export type { RangeWarning } from './range-warnings.js';
export { openSurrogate, type PredictionOptions, type Surrogate } from './surrogate.js';
export type { TrainingRecord } from './trained-file.js';
