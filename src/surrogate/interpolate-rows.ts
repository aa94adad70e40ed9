// Linear interpolation of a sequence of rows in time.

/**
 * Rows (time, columns) known at increasing times → rows at other times; held constant beyond both ends. Where a time is
 * known, its row is given exactly.
 */
export function interpolateRows(rows: Float32Array, known: ArrayLike<number>, wanted: ArrayLike<number>): Float32Array {
  const columns = rows.length / known.length;
  const result = new Float32Array(wanted.length * columns);
  for (let index = 0; index < wanted.length; index++) {
    const time = wanted[index]!;
    let upper = 0;
    while (upper < known.length - 1 && known[upper]! < time) upper++;
    const lower = known[upper]! > time ? Math.max(0, upper - 1) : upper;
    const gap = known[upper]! - known[lower]!;
    const weight = gap > 0 ? (time - known[lower]!) / gap : 0;
    for (let column = 0; column < columns; column++) {
      const before = rows[lower * columns + column]!;
      result[index * columns + column] = before + weight * (rows[upper * columns + column]! - before);
    }
  }
  return result;
}
