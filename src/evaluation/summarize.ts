// Turns the scores of all held-out simulations into the table: every metric forms its part of a row. Accuracies are
// averaged over all snapshots of all simulations, as in the paper; POD ratios over simulations.
import type { EvaluationResult, EvaluationRow, PredictionScore, SimulationEvaluation } from './evaluation-result.js';
import type { SimulationMetric } from './metrics/metric.js';
import { plainSpectrum } from './metrics/pod.js';
import { type MetricName, metrics } from './metrics/registry.js';
import type { ScoringReference } from './reference.js';

/** Collects the scores of one held-out simulation. */
export function simulationEvaluation(
  id: string,
  parameters: Readonly<Record<string, number>>,
  reference: ScoringReference,
  predictions: PredictionScore[],
): SimulationEvaluation {
  return {
    id,
    parameters: { ...parameters },
    times: [...reference.times],
    excludedSnapshots: reference.from,
    truthSpectrum: plainSpectrum(reference.spectra),
    comparedModes: reference.modes.singularValues.length,
    predictions,
  };
}

/** The table over all held-out simulations; each of them needs a score of every prediction of the first. */
export function summarize(simulations: SimulationEvaluation[]): EvaluationResult {
  const names = simulations[0]?.predictions.map((prediction) => prediction.name) ?? [];
  return { rows: names.map((name) => rowOf(name, simulations)), simulations };
}

function rowOf(name: string, simulations: readonly SimulationEvaluation[]): EvaluationRow {
  const scores = simulations.map((simulation) => {
    const score = simulation.predictions.find((prediction) => prediction.name === name);
    if (score === undefined) throw new Error(`summarize(): got no '${name}' for simulation ${simulation.id}`);
    return score;
  });
  const snapshots = simulations.map(({ times }) => times.length);
  const parts = Object.entries(metrics).map(([key, metric]) =>
    // The scores under a key of the registry are those that its metric made.
    (metric as Pick<SimulationMetric, 'aggregate'>).aggregate(
      scores.map((score) => score[key as MetricName]),
      snapshots,
    ),
  );
  return Object.assign(
    { name, simulations: scores.length, snapshots: snapshots.reduce((sum, count) => sum + count, 0) },
    ...parts,
  );
}
