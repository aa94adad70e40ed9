// Commands that run (a part of) a pipeline: from common options to a run, and from its result to an outcome.
import type { PipelineConfiguration } from '../pipeline/configuration.js';
import type { RunOptions } from '../pipeline/run-pipeline.js';
import { engineNamed } from '../tensor/engine.js';
import type { CommonOptions, Outcome } from './command-frame.js';
import { metricsLines } from './metrics-lines.js';

/** Runs a pipeline as the command line says. */
export async function pipelineOutcome(
  configuration: PipelineConfiguration,
  { out, threads, engine }: CommonOptions & { readonly engine: string },
  choices: Pick<RunOptions, 'signal' | 'reporter' | 'until' | 'only' | 'executor'>,
): Promise<Outcome> {
  const { runPipeline } = await import('../pipeline/run-pipeline.js');
  const { folder, metrics, warnings } = await runPipeline(configuration, {
    out,
    threads,
    engine: engineNamed(engine),
    ...choices,
  });
  return { document: { folder, metrics, warnings }, lines: metricsLines(folder, metrics) };
}

/** Where a key of a configuration was given, when it was given by options. */
export function givenByOptions(): string {
  return 'command line';
}
