// Accuracy as Agarwal et al. (arXiv 2108.10105) define it, per snapshot and in percent:
//   100 - 100 * mean over cells of |T_true - T_pred| / T_true,   T in kelvin.
// The paper's mean gives every cell the same weight; the area-weighted mean gives every square meter the same weight.
// Both run over active cells only (the paper's includes its ghost cells). Fields (time, r, phi) in K.

/** Accuracy of each snapshot in percent, under both weightings. */
export interface SnapshotAccuracies {
  readonly perCell: Float64Array;
  readonly areaWeighted: Float64Array;
}

/** Accuracy of `predicted` against `truth`, both (time, cells) in K, for cell areas (cells) in any unit. */
export function snapshotAccuracies(
  truth: Float32Array,
  predicted: Float32Array,
  areas: Float64Array,
): SnapshotAccuracies {
  const cells = areas.length;
  if (truth.length !== predicted.length || truth.length % cells !== 0) {
    throw new Error(
      `snapshotAccuracies(): got ${truth.length} and ${predicted.length} values, expected equal multiples of ${cells}`,
    );
  }
  const snapshots = truth.length / cells;
  const perCell = new Float64Array(snapshots);
  const areaWeighted = new Float64Array(snapshots);
  let totalArea = 0;
  for (let cell = 0; cell < cells; cell++) totalArea += areas[cell]!;
  for (let snapshot = 0; snapshot < snapshots; snapshot++) {
    const start = snapshot * cells;
    let sum = 0;
    let weightedSum = 0;
    for (let cell = 0; cell < cells; cell++) {
      const expected = truth[start + cell]!;
      const relativeError = Math.abs(expected - predicted[start + cell]!) / expected;
      sum += relativeError;
      weightedSum += areas[cell]! * relativeError;
    }
    perCell[snapshot] = 100 - (100 * sum) / cells;
    areaWeighted[snapshot] = 100 - (100 * weightedSum) / totalArea;
  }
  return { perCell, areaWeighted };
}

/** Root-mean-square difference in K, weighted by area, over all snapshots of (time, cells) fields. */
export function rootMeanSquareError(truth: Float32Array, predicted: Float32Array, areas: Float64Array): number {
  const cells = areas.length;
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < truth.length; i++) {
    const area = areas[i % cells]!;
    sum += area * (truth[i]! - predicted[i]!) ** 2;
    weight += area;
  }
  return Math.sqrt(sum / weight);
}

/** Mean, minimum and median of a list of scores. */
export interface Spread {
  mean: number;
  minimum: number;
  median: number;
}

/** Mean, minimum and median of at least one number. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  if (count === 0) throw new Error('spreadOf(): got no values, expected at least 1');
  const middle = Math.floor(count / 2);
  const median = count % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  let sum = 0;
  for (const value of sorted) sum += value;
  return { mean: sum / count, minimum: sorted[0]!, median };
}
