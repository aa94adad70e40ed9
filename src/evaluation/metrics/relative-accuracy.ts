// Accuracy as Agarwal et al. (arXiv 2108.10105) define it, per snapshot and in percent, for any weights of the cells:
//   100 - 100 * sum_i w_i |T_true - T_pred| / T_true / sum_i w_i,   T in kelvin.
// It runs over active cells only (the paper's includes its ghost cells).

/**
 * Accuracy of each snapshot of `predicted` against `truth`, both (time, cells) in K, in percent.
 *
 * @param weights (cells), in any unit; equal ones give the paper's mean
 */
export function relativeAccuracy(truth: Float32Array, predicted: Float32Array, weights: Float64Array): number[] {
  const cells = weights.length;
  if (truth.length !== predicted.length || truth.length % cells !== 0) {
    throw new Error(
      `relativeAccuracy(): got ${truth.length} and ${predicted.length} values, expected equal multiples of ${cells}`,
    );
  }
  let total = 0;
  for (let cell = 0; cell < cells; cell++) total += weights[cell]!;
  return Array.from({ length: truth.length / cells }, (_, snapshot) => {
    const start = snapshot * cells;
    let sum = 0;
    for (let cell = 0; cell < cells; cell++) {
      const expected = truth[start + cell]!;
      sum += weights[cell]! * (Math.abs(expected - predicted[start + cell]!) / expected);
    }
    return 100 - (100 * sum) / total;
  });
}

/** Equal weights for (cells) cells. */
export function equalWeights(cells: number): Float64Array {
  return new Float64Array(cells).fill(1);
}
