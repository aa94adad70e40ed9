/**
 * Pipelines: from a configuration file to simulations, a trained surrogate and its report, resumable.
 *
 * @example
 * ```js
 * import { loadConfiguration, planPipeline } from 'tharsis/pipeline';
 *
 * const configuration = loadConfiguration('pipelines/mars-quick.yaml');
 * for (const { name, action } of planPipeline(configuration)) console.log(name, action);
 * // runPipeline(configuration, { engine: 'onnx', signal }) runs the stages whose action is 'run'.
 * ```
 */
export type { ExecutorChoice } from '../campaign/executors/open-executor.js';
export type { SlurmSettings } from '../campaign/executors/slurm/slurm-settings.js';
export type { Progress, Reporter } from '../foundation/reporter.js';
export type { Summary } from '../runs/stage.js';
export type { EngineName } from '../tensor/engine.js';
export {
  loadConfiguration,
  type Overrides,
  type PipelineConfiguration,
  resolveConfiguration,
} from './configuration.js';
export type { Metrics } from './metrics.js';
export { type PlannedStage, planPipeline, type RunOptions, type RunResult, runPipeline } from './run-pipeline.js';
