/**
 * Asking a surrogate, and the files of its answer.
 *
 * @example
 * ```js
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { resolveConfiguration, runPipeline } from 'tharsis/pipeline';
 * import { predictEvolution, writePrediction } from 'tharsis/query';
 * import { openSurrogate } from 'tharsis/surrogate';
 * import { openEngine } from 'tharsis/tensor';
 *
 * // A toy surrogate; `tharsis run` trains useful ones.
 * const out = mkdtempSync(join(tmpdir(), 'query-'));
 * const toy = {
 *   name: 'toy',
 *   simulate: {
 *     count: 5,
 *     evolution: { cells: { radial: 12, azimuthal: 12 }, outputIntervals: 4, duration: 1e14 },
 *   },
 *   compressor: 'pod',
 *   predictors: ['gaussian-process'],
 * };
 * const configuration = resolveConfiguration(toy, (path) => path.join('.'));
 * const signal = new AbortController().signal;
 * await runPipeline(configuration, { out, engine: 'onnx', signal, until: 'model' });
 *
 * const engine = await openEngine('onnx');
 * const surrogate = openSurrogate(join(out, 'model'), engine);
 * const prediction = await predictEvolution(surrogate, {
 *   parameters: {
 *     referenceViscosity: 1e21,
 *     activationEnergy: 3e5,
 *     activationVolume: 6e-6,
 *     enrichment: 10,
 *     initialTemperature: 1700,
 *   },
 * });
 * console.log(prediction.meanTemperature, writePrediction(out, surrogate, prediction));
 * await engine.dispose();
 * ```
 */
export type { ParameterScale } from '../archive/parameter-scale.js';
export type { HeatFluxes } from '../evaluation/profiles.js';
export type { ErrorCode } from '../foundation/error-codes.js';
export type { TharsisError } from '../foundation/errors.js';
export type { NdArray } from '../foundation/nd-array.js';
export type { NamedCompressor, TrainedCompressor } from '../surrogate/compressors/trained-compressor.js';
export type { DamagedPredictor, Document, Model, ModelDescription, TrainedRange } from '../surrogate/model-folder.js';
export type { ModelScores, ScoreWarning } from '../surrogate/model-scores.js';
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
