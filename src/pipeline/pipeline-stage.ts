// The stages of a pipeline: what they are given besides what every stage is.
import type { ExecutorChoice } from '../campaign/executors/open-executor.js';
import type { Stage, StageContext } from '../runs/stage.js';
import type { EngineSource } from '../tensor/engine-source.js';

export interface PipelineContext extends StageContext {
  readonly engine: EngineSource;
  /** Where simulations run. */
  readonly executor: ExecutorChoice;
}

export type PipelineStage = Stage<PipelineContext>;
