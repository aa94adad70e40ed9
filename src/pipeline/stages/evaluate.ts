// The stage that scores a model on the held-out simulations, beside the baselines and the reconstruction of the truth.
import { join } from 'node:path';
import { writeTable } from '../../archive/arrow-table.js';
import { type Dataset, openDataset } from '../../archive/dataset.js';
import type { Baseline } from '../../evaluation/baselines/baseline.js';
import { baselines } from '../../evaluation/baselines/registry.js';
import type { EvaluationResult, PredictionScore, SimulationEvaluation } from '../../evaluation/evaluation-result.js';
import { rowSummary } from '../../evaluation/metrics/columns.js';
import { openReference } from '../../evaluation/reference.js';
import { scorePrediction } from '../../evaluation/score.js';
import { scoreColumns } from '../../evaluation/score-columns.js';
import { simulationEvaluation, summarize } from '../../evaluation/summarize.js';
import { writeFileAtomic } from '../../foundation/atomic-file.js';
import { interruptible } from '../../foundation/interruption.js';
import { openProgress } from '../../foundation/progress.js';
import type { StageRecord, Summary } from '../../runs/stage.js';
import { modelCard } from '../../surrogate/model-card.js';
import { openSurrogate, type Surrogate } from '../../surrogate/surrogate.js';
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
    code: ['foundation', 'tensor', 'nets', 'archive', 'surrogate', 'evaluation'],
    run: async ({ engine, signal }) => {
      const dataset = openDataset(places.manifest, { verify: false });
      const surrogate = openSurrogate(places.model, await engine.openForQueries());
      const result = await evaluateOnTest(dataset, surrogate, signal);
      const path = join(places.evaluation, 'evaluation.json');
      writeFileAtomic(path, `${JSON.stringify(result)}\n`);
      const scores = join(places.evaluation, 'scores.arrow');
      writeTable(scores, scoreColumns(result));
      const card = join(places.model, 'README.md');
      writeFileAtomic(card, modelCard(surrogate.model, result.rows));
      const timing = await timeQueries(dataset, surrogate, simulation());
      await surrogate.dispose();
      return { outputs: [path, scores, card], summary: { ...scoreSummary(result), predict: timing } };
    },
  };
}

/** All predictions of a held-out simulation. */
export async function predictHeldOut(dataset: Dataset, surrogate: Surrogate, index: number): Promise<Predictions> {
  const { parameters, times } = dataset.simulations[index]!;
  const truth = dataset.readTemperature(index);
  const cells = dataset.r.length * dataset.phi.length;
  const task = {
    source: dataset,
    training: dataset.split.training,
    logarithmic: surrogate.model.fnn.inputs.logarithmic,
    heldOut: index,
  };
  const references = Object.entries<Baseline>(baselines).map(([name, { predict }]) => [name, predict(task)] as const);
  return {
    autoencoder: await surrogate.reconstruct(truth),
    fnn: await surrogate.predictFnn(parameters, times),
    lstm: await surrogate.predictLstm(parameters, times, truth.slice(0, cells), times),
    ...Object.fromEntries(references),
  };
}

async function evaluateOnTest(dataset: Dataset, surrogate: Surrogate, signal: AbortSignal): Promise<EvaluationResult> {
  const progress = openProgress('evaluate', dataset.split.test.length);
  const checkpoint = interruptible(signal);
  const evaluations: SimulationEvaluation[] = [];
  for (const [position, index] of dataset.split.test.entries()) {
    await checkpoint();
    const { id, parameters, times } = dataset.simulations[index]!;
    const predictions = await predictHeldOut(dataset, surrogate, index);
    await checkpoint();
    const truth = { times, r: dataset.r, phi: dataset.phi, temperature: dataset.readTemperature(index) };
    const reference = openReference(truth, { reconstruction: predictions.autoencoder });
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

/** The scores in metrics.json. Yardsticks are no predictions and are left out; keys keep their spelling. */
function scoreSummary({ rows }: EvaluationResult): Record<string, Summary> {
  const summary = (name: string): Summary => rowSummary(rows.find((row) => row.name === name) ?? {});
  const { accuracy } = summary('autoencoder');
  return {
    autoencoder: accuracy === undefined ? {} : { accuracy },
    fnn: summary('fnn'),
    lstm: summary('lstm'),
    baselines: { trainingMean: summary('training-mean'), nearestNeighbour: summary('nearest-neighbor') },
  };
}

/** Seconds of one warm query of a whole evolution, by either predictor, and how much faster than simulating that is. */
async function timeQueries(
  dataset: Dataset,
  surrogate: Surrogate,
  simulation: StageRecord | undefined,
): Promise<Summary> {
  const index = dataset.split.test[0]!;
  const { parameters, times } = dataset.simulations[index]!;
  const initial = dataset.readTemperature(index, 0, 1);
  const secondsPerEvolution = await medianSeconds(() => surrogate.predictFnn(parameters, times));
  const lstmSecondsPerEvolution = await medianSeconds(() => surrogate.predictLstm(parameters, times, initial, times));
  const simulations = simulation?.summary.simulations as Summary | undefined;
  const secondsPerSimulation = simulations?.secondsPerSimulation;
  if (typeof secondsPerSimulation !== 'number') return { secondsPerEvolution, lstmSecondsPerEvolution };
  return {
    secondsPerEvolution,
    speedupOverSimulation: secondsPerSimulation / secondsPerEvolution,
    lstmSecondsPerEvolution,
    lstmSpeedupOverSimulation: secondsPerSimulation / lstmSecondsPerEvolution,
  };
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
