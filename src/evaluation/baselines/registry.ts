// All baselines, by the name of their predictions, in the order of tables. To add one, write its file and name it here.
import type { Baseline } from './baseline.js';
import { horizontalMean } from './horizontal-mean.js';
import { nearestNeighbor } from './nearest-neighbor.js';
import { trainingMean } from './training-mean.js';

export const baselines = {
  'training-mean': trainingMean,
  'nearest-neighbor': nearestNeighbor,
  'horizontal-mean': horizontalMean,
} as const satisfies Record<string, Baseline>;

/** The baseline of a name, if it is one. */
export function baselineNamed(name: string): Baseline | undefined {
  return Object.hasOwn(baselines, name) ? baselines[name as keyof typeof baselines] : undefined;
}
