// Mean, minimum and median of a list of numbers.

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
