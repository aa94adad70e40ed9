/**
 * The one training loop, its optimizers, schedules and batches, and normalization.
 *
 * @example
 * ```js
 * import { normalizeRow, standardScaling } from 'tharsis/training';
 *
 * const rows = [[1, 10], [3, 30]];
 * const scaling = standardScaling(rows, 2);
 * console.log(rows.map((row) => normalizeRow(scaling, row)));
 * ```
 */
export type { NdArray } from '../foundation/nd-array.js';
export type { RandomStream } from '../foundation/random-stream.js';
export type { Progress, Reporter } from '../foundation/reporter.js';
export type { Tree } from '../foundation/tree.js';
export type { Tensors } from '../tensor/array-tree.js';
export type { Arrays } from '../tensor/arrays.js';
export type { Compiled, CompileNames, Engine, EngineName } from '../tensor/engine.js';
export type { Batch, BatchSource, ValidationSet } from './batches/batch-source.js';
export type { EpochRecord, ValidatedEpoch } from './history.js';
export type { KeptWeights, LoopSettings } from './loop-settings.js';
export { denormalize, minimumMaximumScaling, normalize, normalizeRow, standardScaling } from './normalization.js';
export { type AdamArrays, type AdamOptions, type AdamState, adamInit, adamUpdate } from './optimizers/adam.js';
export type { Optimizer } from './optimizers/optimizer.js';
export { optimizers } from './optimizers/registry.js';
export type { Scaling } from './scaling.js';
export type { Schedule } from './schedules/schedule.js';
export { type TrainingContext, type TrainingOutcome, train, type ValidatedOutcome } from './training-loop.js';
export type { TrainingProblem, ValidatedProblem } from './training-problem.js';
export { type TrainingSteps, trainingSteps } from './training-steps.js';
