// Which held-out simulations a figure shows when there are many: spread evenly from the worst to the best.
import type { PredictionScore, SimulationEvaluation } from '../../evaluation/evaluation-result.js';

/** The mean accuracy of a prediction, percent. */
export function meanAccuracy(score: PredictionScore): number {
  return score.accuracy.reduce((sum, value) => sum + value, 0) / score.accuracy.length;
}

/** Simulations from the worst to the best by the accuracy of the first surrogate they have. */
export function worstFirst(simulations: readonly SimulationEvaluation[]): SimulationEvaluation[] {
  const rank = (simulation: SimulationEvaluation): number => {
    const score =
      simulation.predictions.find((prediction) => prediction.name === 'fnn') ??
      simulation.predictions.find((prediction) => prediction.name === 'lstm') ??
      simulation.predictions[0];
    return score ? meanAccuracy(score) : 0;
  };
  return [...simulations].sort((a, b) => rank(a) - rank(b));
}

/** At most `most` of a list, evenly spaced, first and last included. */
export function evenlyChosen<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!);
}
