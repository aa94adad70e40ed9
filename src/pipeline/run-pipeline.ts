// Runs the stages of a pipeline in order, skipping those whose key and outputs are unchanged, and writes metrics.json.

import { availableParallelism } from 'node:os';
import type { ExecutorChoice } from '../campaign/executors/open-executor.js';
import { hasKeys, requireArgument } from '../foundation/argument.js';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { duration } from '../foundation/duration.js';
import { InterruptedError, TharsisError, throwIfInterrupted } from '../foundation/errors.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import { reasonOfStop } from '../runs/folder-lock.js';
import { openRunFolder, type RunFolder } from '../runs/run-folder.js';
import { runStage, type StageRecord, stageKey, usableRecord } from '../runs/stage.js';
import { compressorNamed } from '../surrogate/compressors/registry.js';
import { predictorNamed } from '../surrogate/predictors/registry.js';
import type { EngineName } from '../tensor/engine.js';
import { engineSource } from '../tensor/engine-source.js';
import type { PipelineConfiguration } from './configuration.js';
import { gatherMetrics, type Metrics } from './metrics.js';
import type { PipelineStage } from './pipeline-stage.js';
import { stagesOf } from './stages.js';

/** How a pipeline is run; what it computes is decided by its configuration alone. */
export interface RunOptions {
  /** The run folder (default runs/<name>). */
  readonly out?: string;
  readonly threads?: number;
  readonly engine: EngineName;
  /** Where simulations run (default: on threads of this process). */
  readonly executor?: ExecutorChoice;
  readonly signal: AbortSignal;
  readonly reporter?: Reporter;
  /** The last stage to run (default: all). */
  readonly until?: string;
  /** Stages that run, whether or not something changed; all others must be done and unchanged. */
  readonly only?: readonly string[];
}

/** What a run gives. */
export interface RunResult {
  readonly folder: string;
  readonly metrics: Metrics;
  /** Sentences about predictors that did no better than baselines. */
  readonly warnings: readonly string[];
}

/** One line of a plan: a stage and whether it would run. */
export interface PlannedStage {
  readonly name: string;
  readonly action: 'run' | 'keep';
}

/** Runs a pipeline. Interrupted or killed, the same call resumes it. */
export async function runPipeline(configuration: PipelineConfiguration, options: RunOptions): Promise<RunResult> {
  checkArguments('runPipeline', configuration);
  requireArgument(
    hasKeys(options, 'engine', 'signal'),
    'runPipeline(configuration, options)',
    'engine and signal',
    options,
  );
  refuseEngine(configuration, options);
  const folder = openRunFolder(runPath(configuration, options.out), configuration);
  const threads = options.threads ?? availableParallelism();
  const engine = engineSource(options.engine, threads);
  const { executor = { kind: 'threads' }, reporter = silentReporter, signal } = options;
  const context = { folder, seed: configuration.seed, threads, engine, executor, signal, reporter };
  const records = new Map<string, StageRecord>();
  const began = performance.now();
  try {
    folder.record('run-started', { threads, engine: options.engine });
    // An engine that is missing here fails now, not after the simulations.
    if (options.engine !== 'onnx') await engine.open();
    const stages = stagesOf(configuration, folder.path, records);
    const last = lastStage(stages, options.until);
    for (const [index, stage] of stages.entries()) {
      throwIfInterrupted(signal);
      const key = stageKey(stage, context.seed, records);
      const kept = options.only?.includes(stage.name) ? undefined : usableRecord(folder.path, stage, key, reporter);
      if (kept !== undefined) {
        if (index <= last) reporter.note(`${stage.name}: unchanged, kept`);
        records.set(stage.name, kept);
        continue;
      }
      // A later stage that is not done, or no longer fits, leaves its part of the metrics out.
      if (index > last) continue;
      if (options.only !== undefined && !options.only.includes(stage.name)) throw incomplete(folder, stage);
      folder.record('stage-started', { stage: stage.name, key });
      const record = await runStage(stage, key, context);
      folder.record('stage-finished', { stage: stage.name, seconds: record.seconds });
      records.set(stage.name, record);
    }
    const metrics = gatherMetrics(records);
    writeFileAtomic(folder.file('metrics.json'), `${JSON.stringify(metrics, null, 2)}\n`);
    folder.record('run-finished', { seconds: (performance.now() - began) / 1000 });
    reporter.note(`done in ${duration((performance.now() - began) / 1000)}`);
    const warnings = Object.values(records.get('evaluate')?.summary.warnings ?? {}).map(String);
    for (const warning of warnings) reporter.note(`warning: ${warning}`);
    return { folder: folder.path, metrics, warnings };
  } catch (error) {
    const reason = error instanceof InterruptedError ? error : reasonOfStop(folder.path, error);
    recordStop(folder, reason, reporter);
    throw reason;
  } finally {
    await engine.close();
    folder.close();
  }
}

/** A configuration without its defaults would fail somewhere inside. */
function checkArguments(name: string, configuration: PipelineConfiguration): void {
  const resolved = hasKeys(configuration, 'name', 'seed', 'ingest', 'compressor', 'predictors');
  requireArgument(
    resolved,
    `${name}(configuration)`,
    'what loadConfiguration or resolveConfiguration gives',
    configuration,
  );
}

/** Fails before the simulations, not after them. */
function refuseEngine({ compressor, predictors }: PipelineConfiguration, { engine, only }: RunOptions): void {
  if (engine !== 'wasm' || only !== undefined) return;
  const members = [compressorNamed(compressor), ...predictors.map(predictorNamed)];
  const refused = members.find(({ trainsConvolutions }) => trainsConvolutions);
  if (refused === undefined) return;
  throw new TharsisError(
    'engine-cannot-train',
    `the engine 'wasm' cannot train the ${refused.name}: it has no gradient of a convolution's filter`,
    'use --engine onnx, or a part without convolutions (compressor: pod)',
  );
}

function incomplete({ path }: RunFolder, { name }: PipelineStage): TharsisError {
  return new TharsisError(
    'run-incomplete',
    `the stage '${name}' of ${path} is not done, or what it depends on has changed`,
    `finish the run first: npx tharsis run ${path}/config.yaml --out ${path}`,
  );
}

/** The reason of the stop must reach the user even if the log cannot take it (a full disk). */
function recordStop(folder: RunFolder, error: unknown, reporter: Reporter): void {
  try {
    folder.record('run-stopped', { reason: error instanceof Error ? error.message : String(error) });
  } catch (loggingError) {
    const { message } = loggingError as Error;
    if (message !== (error as Error).message) reporter.note(message);
  }
}

/** What `runPipeline` would do, without doing it. A stage after one that runs is planned to run too. */
export function planPipeline(configuration: PipelineConfiguration, out?: string, until?: string): PlannedStage[] {
  checkArguments('planPipeline', configuration);
  const path = runPath(configuration, out);
  const records = new Map<string, StageRecord>();
  let changed = false;
  const stages = stagesOf(configuration, path, records);
  return stages.slice(0, lastStage(stages, until) + 1).map((stage) => {
    const record = changed ? undefined : usableRecord(path, stage, stageKey(stage, configuration.seed, records));
    if (record === undefined) changed = true;
    else records.set(stage.name, record);
    return { name: stage.name, action: record === undefined ? 'run' : 'keep' };
  });
}

function runPath(configuration: PipelineConfiguration, out: string | undefined): string {
  return out ?? `runs/${configuration.name}`;
}

function lastStage(stages: readonly PipelineStage[], until: string | undefined): number {
  if (until === undefined) return stages.length - 1;
  const last = stages.findIndex((stage) => stage.name === until);
  if (last >= 0) return last;
  const names = stages.map((stage) => stage.name).join(', ');
  throw new TharsisError('stage-unknown', `this pipeline has no stage '${until}'`, `it has: ${names}`);
}
