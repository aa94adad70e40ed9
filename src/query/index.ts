/**
 * Asking a surrogate, and the files of its answer.
 *
 * @example
 * ```js
 * import { predictEvolution, writePrediction } from 'tharsis/query';
 *
 * console.log(typeof predictEvolution, typeof writePrediction);
 * ```
 */
export type { HeatFluxes } from '../evaluation/profiles.js';
export type { NdArray } from '../foundation/nd-array.js';
export type { NamedCompressor, TrainedCompressor } from '../surrogate/compressors/trained-compressor.js';
export type { Document, Model, ModelDescription, TrainedRange } from '../surrogate/model-folder.js';
export type {
  PredictorInputs,
  SimulationParameters,
  TrainedPredictor,
} from '../surrogate/predictors/trained-predictor.js';
export type { RangeWarning } from '../surrogate/range-warnings.js';
export type { PredictionOptions, Surrogate } from '../surrogate/surrogate.js';
export type { TrainingRecord } from '../surrogate/trained-file.js';
export type { EpochRecord, ValidatedEpoch } from '../training/history.js';
export type { Scaling } from '../training/scaling.js';
export { type Prediction, predictEvolution, type Query, writePrediction } from './prediction.js';
