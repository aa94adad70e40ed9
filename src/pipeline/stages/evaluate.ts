// The stage that scores a model on the held-out simulations, beside the baselines and the compressor's ceiling.
import { join } from 'node:path';
import { writeTable } from '../../archive/arrow-table.js';
import { type Dataset, openDatasetInterruptibly } from '../../archive/dataset.js';
import type { Baseline } from '../../evaluation/baselines/baseline.js';
import { baselineNamed, baselines } from '../../evaluation/baselines/registry.js';
import type { EvaluationResult, PredictionScore, SimulationEvaluation } from '../../evaluation/evaluation-result.js';
import { rowSummary } from '../../evaluation/metrics/columns.js';
import { openReference } from '../../evaluation/reference.js';
import { scorePrediction } from '../../evaluation/score.js';
import { scoreColumns } from '../../evaluation/score-columns.js';
import { simulationEvaluation, summarize } from '../../evaluation/summarize.js';
import { writeFileAtomic } from '../../foundation/atomic-file.js';
import { interruptible } from '../../foundation/interruption.js';
import type { Reporter } from '../../foundation/reporter.js';
import { sealedJson } from '../../foundation/sealed-json.js';
import type { StageRecord, Summary } from '../../runs/stage.js';
import { modelCard } from '../../surrogate/model-card.js';
import type { Model } from '../../surrogate/model-folder.js';
import { type ModelScores, saveScores, scoreWarnings, scoreWarningText } from '../../surrogate/model-scores.js';
import { openSurrogate, type Surrogate } from '../../surrogate/surrogate.js';
import { engineCode } from '../../tensor/engine-source.js';
import type { PipelineStage } from '../pipeline-stage.js';

/** Repetitions of the timed query: the median of them counts. */
const TIMED_QUERIES = 15;

/** Predictions of one held-out simulation by name, (time, r, phi) in K. */
export type Predictions = Readonly<Record<string, Float32Array>>;

export interface EvaluationPlaces {
  readonly manifest: string;
  readonly model: string;
  /** Folder of the results. */
  readonly evaluation: string;
}

export function evaluateStage(places: EvaluationPlaces, simulation: () => StageRecord | undefined): PipelineStage {
  return {
    name: 'evaluate',
    configuration: {},
    reads: ['simulate', 'ingest', 'model'],
    code: [import.meta.url, engineCode],
    run: async ({ engine, signal, reporter }) => {
      const dataset = await openDatasetInterruptibly(places.manifest, { verify: false, signal });
      const surrogate = openSurrogate(places.model, await engine.openForQueries());
      const result = await evaluateOnTest(dataset, surrogate, signal, reporter);
      const path = join(places.evaluation, 'evaluation.json');
      writeFileAtomic(path, sealedJson(result));
      const scores = join(places.evaluation, 'scores.arrow');
      writeTable(scores, scoreColumns(result));
      const card = join(places.model, 'README.md');
      const model = { ...surrogate.model, scores: scoresOf(result, surrogate.model) };
      writeFileAtomic(card, modelCard(model, result.rows));
      const timing = await timeQueries(dataset, surrogate, simulation());
      await surrogate.dispose();
      // Last, so that a folder with them has the card that states them.
      const kept = saveScores(places.model, model.scores);
      const warnings = Object.fromEntries(
        Object.keys(model.predictors).flatMap((name) =>
          scoreWarnings(model.scores, name).map((warning) => [name, scoreWarningText(warning)]),
        ),
      );
      return {
        outputs: [path, scores, card, kept],
        summary: { ...scoreSummary(result, model), predict: timing, warnings },
      };
    },
  };
}

/** All predictions of a held-out simulation. */
export async function predictHeldOut(dataset: Dataset, surrogate: Surrogate, index: number): Promise<Predictions> {
  const { parameters, times } = dataset.simulations[index]!;
  const truth = dataset.readTemperature(index);
  const { model } = surrogate;
  const start = { initialField: truth.slice(0, dataset.r.length * dataset.phi.length), rollTimes: times };
  const predicted: Record<string, Float32Array> = {};
  for (const name of Object.keys(model.predictors)) {
    predicted[name] = await surrogate.predict(name, parameters, times, start);
  }
  const task = { source: dataset, training: dataset.split.training, heldOut: index };
  const references = Object.entries<Baseline>(baselines).map(([name, { predict }]) => [name, predict(task)] as const);
  return {
    [model.compressor.name]: await surrogate.reconstruct(truth),
    ...predicted,
    ...Object.fromEntries(references),
  };
}

async function evaluateOnTest(
  dataset: Dataset,
  surrogate: Surrogate,
  signal: AbortSignal,
  reporter: Reporter,
): Promise<EvaluationResult> {
  const progress = reporter.progress('evaluate', dataset.split.test.length);
  const checkpoint = interruptible(signal);
  const evaluations: SimulationEvaluation[] = [];
  for (const [position, index] of dataset.split.test.entries()) {
    await checkpoint();
    const { id, parameters, times } = dataset.simulations[index]!;
    const predictions = await predictHeldOut(dataset, surrogate, index);
    await checkpoint();
    const { r, phi, geometry } = dataset;
    const truth = { times, r, phi, geometry, temperature: dataset.readTemperature(index) };
    const reference = openReference(truth, { reconstruction: predictions[surrogate.model.compressor.name] });
    const scores: PredictionScore[] = [];
    for (const [name, fields] of Object.entries(predictions)) {
      await checkpoint();
      scores.push(scorePrediction(reference, name, fields));
    }
    evaluations.push(simulationEvaluation(id, parameters, reference, scores));
    progress.update(position + 1, id);
  }
  progress.finish(`${evaluations.length} held-out simulations`);
  return summarize(evaluations);
}

/** What the model folder keeps of the rows: the accuracies of predictors, and of baselines that do not know the truth. */
function scoresOf({ rows }: EvaluationResult, { predictors }: Model): ModelScores {
  return {
    predictors: Object.fromEntries(
      rows.filter(({ name }) => name in predictors).map(({ name, accuracy }) => [name, accuracy]),
    ),
    baselines: rows.flatMap(({ name, accuracy }) => {
      const baseline = baselineNamed(name);
      return baseline === undefined || baseline.yardstick ? [] : [{ label: baseline.label, accuracy }];
    }),
  };
}

/** The scores in metrics.json. */
function scoreSummary({ rows }: EvaluationResult, { compressor, predictors }: Model): Record<string, Summary> {
  const summary = (name: string): Summary => rowSummary(rows.find((row) => row.name === name) ?? {});
  const { accuracy } = summary(compressor.name);
  return {
    [compressor.name]: accuracy === undefined ? {} : { accuracy },
    ...Object.fromEntries(Object.keys(predictors).map((name) => [name, summary(name)])),
    baselines: Object.fromEntries(
      Object.entries<Baseline>(baselines).flatMap(([name, { summaryKey }]) =>
        summaryKey === undefined ? [] : [[summaryKey, summary(name)]],
      ),
    ),
  };
}

/**
 * Seconds of one warm query of a whole evolution, by each predictor, and how much faster than simulating that is. Keys
 * begin with the name of the predictor in camel case; those of the first have no such beginning.
 */
async function timeQueries(
  dataset: Dataset,
  surrogate: Surrogate,
  simulation: StageRecord | undefined,
): Promise<Summary> {
  const index = dataset.split.test[0]!;
  const { parameters, times } = dataset.simulations[index]!;
  const start = { initialField: dataset.readTemperature(index, 0, 1), rollTimes: times };
  const simulations = simulation?.summary.simulations as Summary | undefined;
  const secondsPerSimulation = simulations?.secondsPerSimulation;
  const timing: Record<string, number> = {};
  for (const [position, name] of Object.keys(surrogate.model.predictors).entries()) {
    const seconds = await medianSeconds(() => surrogate.predict(name, parameters, times, start));
    const key = (text: string): string => (position === 0 ? text : camelCase(`${name}-${text}`));
    timing[key('secondsPerEvolution')] = seconds;
    // A clock may be too coarse for a small surrogate: no ratio to nothing.
    if (typeof secondsPerSimulation === 'number' && seconds > 0)
      timing[key('speedupOverSimulation')] = secondsPerSimulation / seconds;
  }
  return timing;
}

function camelCase(text: string): string {
  return text.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

async function medianSeconds(query: () => Promise<unknown>): Promise<number> {
  await query();
  const seconds: number[] = [];
  for (let repetition = 0; repetition < TIMED_QUERIES; repetition++) {
    const began = performance.now();
    await query();
    seconds.push((performance.now() - began) / 1000);
  }
  return seconds.sort((a, b) => a - b)[Math.floor(TIMED_QUERIES / 2)]!;
}
