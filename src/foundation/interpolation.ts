// Linear interpolation between rows of numbers, fields or latents, that are known at increasing times. Simulations
// write at times of their own, so whatever compares two of them goes through here. Beyond both ends the row is held.

/** Where a time falls between known ones: row = (1 - weight) * [lower] + weight * [upper]. */
export interface Bracket {
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
}

/**
 * The known times around `time`, for increasing `known` (at least one); at a known time its own index, with weight 0.
 */
export function bracket(known: ArrayLike<number>, time: number): Bracket {
  const last = known.length - 1;
  if (last < 0) throw new Error('bracket(): got no known times, expected at least 1');
  if (!(time > known[0]!)) return { lower: 0, upper: 0, weight: 0 };
  if (time >= known[last]!) return { lower: last, upper: last, weight: 0 };
  let lower = 0;
  let upper = last;
  while (upper - lower > 1) {
    const middle = (lower + upper) >> 1;
    if (known[middle]! <= time) lower = middle;
    else upper = middle;
  }
  return { lower, upper, weight: (time - known[lower]!) / (known[upper]! - known[lower]!) };
}

/** Rows (time, columns) at `known` times → rows at the `wanted` times, in the same units. */
export function interpolateRows(rows: Float32Array, known: ArrayLike<number>, wanted: ArrayLike<number>): Float32Array {
  const columns = rows.length / known.length;
  const interpolated = new Float32Array(wanted.length * columns);
  for (let row = 0; row < wanted.length; row++) {
    const { lower, upper, weight } = bracket(known, wanted[row]!);
    for (let column = 0; column < columns; column++) {
      const before = rows[lower * columns + column]!;
      interpolated[row * columns + column] = before + weight * (rows[upper * columns + column]! - before);
    }
  }
  return interpolated;
}
