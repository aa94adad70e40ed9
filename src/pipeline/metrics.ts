// metrics.json: the summary a script reads. Keys are stable (and so keep their spelling); accuracies and POD ratios are
// in percent, times in seconds.
import type { StageRecord, Summary } from '../runs/stage.js';
import { compressorNames } from '../surrogate/compressors/registry.js';
import { predictorNames } from '../surrogate/predictors/registry.js';

/** What metrics.json holds. Sections of stages that have not run are absent. */
export interface Metrics {
  /** 'simulations', the compressor and the predictors by their names, 'baselines', 'predict'. */
  readonly [section: string]: Summary | number | undefined;
  /** Sum of the wall-clock seconds of all stages, each counted for the run that finished it. */
  readonly totalSeconds: number;
}

const sections: readonly string[] = ['simulations', ...compressorNames, ...predictorNames, 'baselines', 'predict'];

/**
 * Joins the summaries of the stages. A stage's summary is keyed by section, so training a predictor gives its
 * `seconds` and evaluation adds its `accuracy`.
 */
export function gatherMetrics(records: ReadonlyMap<string, StageRecord>): Metrics {
  const gathered: Record<string, Summary> = {};
  let totalSeconds = 0;
  for (const record of records.values()) {
    totalSeconds += record.seconds;
    for (const section of sections) {
      const part = record.summary[section];
      if (isSection(part)) gathered[section] = { ...gathered[section], ...part };
    }
  }
  return { ...gathered, totalSeconds };
}

function isSection(part: Summary[string] | undefined): part is Summary {
  return typeof part === 'object' && !Array.isArray(part);
}
