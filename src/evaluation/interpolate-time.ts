// Linear interpolation in time between snapshots. Simulations write at times of their own, so whatever compares two of
// them goes through here. Before the first and after the last snapshot the field is held.

/** Where a time falls between snapshots: field = (1 - weight) * [lower] + weight * [lower + 1]. */
export interface TimeBracket {
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
}

/** The snapshots around `time`, for increasing `times` (at least one). */
export function bracketTime(times: Float64Array, time: number): TimeBracket {
  const last = times.length - 1;
  if (last < 0) throw new Error('bracketTime(): got no times, expected at least 1');
  if (!(time > times[0]!)) return { lower: 0, upper: 0, weight: 0 };
  if (time >= times[last]!) return { lower: last, upper: last, weight: 0 };
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle;
  }
  return { lower: low, upper: high, weight: (time - times[low]!) / (times[high]! - times[low]!) };
}

/** Fields (query, cells) in K at the query times (s), from snapshots (time, cells) in K at `times` (s). */
export function interpolateFields(
  times: Float64Array,
  fields: Float32Array,
  cells: number,
  queries: Float64Array,
): Float32Array {
  const interpolated = new Float32Array(queries.length * cells);
  for (let query = 0; query < queries.length; query++) {
    const { lower, upper, weight } = bracketTime(times, queries[query]!);
    for (let cell = 0; cell < cells; cell++) {
      const before = fields[lower * cells + cell]!;
      interpolated[query * cells + cell] = before + weight * (fields[upper * cells + cell]! - before);
    }
  }
  return interpolated;
}
