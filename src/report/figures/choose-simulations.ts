// Which held-out simulations a figure shows when there are many: spread evenly from the worst to the best.
import type { PredictionScore, SimulationEvaluation } from '../../evaluation/evaluation-result.js';
import type { Looks } from '../looks.js';

/** The mean accuracy of a prediction, percent. */
export function meanAccuracy(score: PredictionScore): number {
  return score.accuracy.reduce((sum, value) => sum + value, 0) / score.accuracy.length;
}

/** Simulations from the worst to the best by the accuracy of the first predictor they have. */
export function worstFirst(simulations: readonly SimulationEvaluation[], looks: Looks): SimulationEvaluation[] {
  const rank = ({ predictions }: SimulationEvaluation): number => {
    const names = looks.inOrder(predictions.map(({ name }) => name));
    const first = names.find((name) => looks.kindOf(name) === 'predictor') ?? names[0];
    const score = predictions.find(({ name }) => name === first);
    return score ? meanAccuracy(score) : 0;
  };
  return [...simulations].sort((a, b) => rank(a) - rank(b));
}

/** Up to `limit` items of a list, evenly spaced, first and last included. */
export function evenlyChosen<Item>(items: readonly Item[], limit: number): Item[] {
  if (items.length <= limit) return [...items];
  return Array.from({ length: limit }, (_, i) => items[Math.round((i * (items.length - 1)) / (limit - 1))]!);
}
