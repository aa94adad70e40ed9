// From the scores of each held-out simulation to the table. Accuracies are averaged over all snapshots of all
// simulations, as in the paper (a simulation with more snapshots counts more); POD ratios over simulations.
import { spreadOf } from './accuracy.js';
import type { EvaluationResult, EvaluationRow, PredictionScore, SimulationEvaluation } from './evaluation-result.js';
import { plainSpectrum, type ScoringReference } from './score.js';

/** Puts the scores of one held-out simulation together. */
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

/** The table over all held-out simulations; every predictor must have scored every simulation. */
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
  const accuracy = spreadOf(scores.flatMap((score) => score.accuracy));
  const againstAutoencoder = scores.flatMap((score) => score.accuracyVersusAutoencoder ?? []);
  const snapshots = scores.reduce((sum, score) => sum + score.accuracy.length, 0);
  const squares = scores.reduce((sum, score) => sum + score.accuracy.length * score.rootMeanSquareError ** 2, 0);
  const meanOverSimulations = (value: (score: PredictionScore) => number): number => spreadOf(scores.map(value)).mean;
  return {
    name,
    simulations: scores.length,
    snapshots,
    accuracy: accuracy.mean,
    minimum: accuracy.minimum,
    median: accuracy.median,
    accuracyAreaWeighted: spreadOf(scores.flatMap((score) => score.accuracyAreaWeighted)).mean,
    accuracyVersusAutoencoder: againstAutoencoder.length > 0 ? spreadOf(againstAutoencoder) : null,
    rootMeanSquareError: Math.sqrt(squares / snapshots),
    podRatio: meanOverSimulations((score) => score.pod.ratio),
    podEnergyRatio: meanOverSimulations((score) => score.pod.energyRatio),
    podRatioMeanRemoved: meanOverSimulations((score) => score.pod.ratioMeanRemoved),
    podEnergyRatioMeanRemoved: meanOverSimulations((score) => score.pod.energyRatioMeanRemoved),
    podSubspaceAngle: meanOverSimulations((score) => score.pod.subspaceAngle),
  };
}
