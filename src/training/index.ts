/**
 * The one training loop, its optimizers, schedules and batches, and normalization.
 *
 * @example
 * ```js
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { ndArray, openEngine, tf } from 'tharsis/tensor';
 * import { clipped, finiteSets, optimizers, schedules, train } from 'tharsis/training';
 *
 * const engine = await openEngine('onnx');
 * // y = 2 x, for 32 values of x.
 * const sets = finiteSets({
 *   trainingSamples: 32,
 *   batchSize: 8,
 *   batch: (set, samples) => {
 *     const x = Float32Array.from(samples, (sample) => sample / 32);
 *     return { x: ndArray([x.length], x), y: ndArray([x.length], x.map((value) => 2 * value)) };
 *   },
 * });
 * const { parameters, history } = await train(
 *   {
 *     name: 'line',
 *     identity: 'y = 2 x',
 *     initial: { slope: ndArray([], [0]) },
 *     sampleLosses: ({ slope }, batch) => tf.squaredDifference(tf.mul(slope, batch.x), batch.y),
 *     ...sets,
 *   },
 *   {
 *     epochs: 50,
 *     learningRate: 0.1,
 *     optimizer: clipped(optimizers.adamw({ weightDecay: 0 }), 1),
 *     schedule: schedules.exponential({ decay: 0.95 }),
 *   },
 *   { engine, folder: mkdtempSync(join(tmpdir(), 'line-')), seed: 1 },
 * );
 * console.log(history.length, parameters.slope.data[0]);
 * await engine.dispose();
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
export { type FiniteSets, finiteSets } from './batches/finite-sets.js';
export { generatedBatches } from './batches/generated-batches.js';
export type { EpochRecord, ValidatedEpoch } from './history.js';
export type { KeptWeights, LoopSettings } from './loop-settings.js';
export { denormalize, minimumMaximumScaling, normalize, normalizeRow, standardScaling } from './normalization.js';
export { type AdamArrays, type AdamOptions, type AdamState, adamInit, adamUpdate } from './optimizers/adam.js';
export type { AdamwOptions } from './optimizers/adamw.js';
export { averaged, averageIn } from './optimizers/averaged.js';
export { clipped } from './optimizers/clipped.js';
export type { Optimizer } from './optimizers/optimizer.js';
export { optimizers } from './optimizers/registry.js';
export type { Scaling } from './scaling.js';
export type { CosineOptions } from './schedules/cosine.js';
export type { ExponentialOptions } from './schedules/exponential.js';
export type { PlateauOptions } from './schedules/plateau.js';
export { schedules } from './schedules/registry.js';
export type { Schedule } from './schedules/schedule.js';
export { type TrainingContext, type TrainingOutcome, train, type ValidatedOutcome } from './training-loop.js';
export type { TrainingProblem, ValidatedProblem } from './training-problem.js';
export { type TrainingSteps, trainingSteps } from './training-steps.js';
