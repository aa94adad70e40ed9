// Gram matrices over time for the method of snapshots (Sirovich 1987): G_ab = sum over cells of X_a X_b, for snapshots
// X (time, cells). The time mean of each cell is subtracted first, because at 1700 +- 50 K it would drown the anomalies
// in rounding errors; the matrix of the full fields follows from the one of the anomalies Y = X - m:
//   X_a X_b = Y_a Y_b + Y_a m + Y_b m + m m.
import { dot } from './dot.js';

/** Snapshots split into their time mean and the anomalies from it. */
export interface Anomalies {
  readonly snapshots: number;
  readonly cells: number;
  /** (cells) time mean, after the offset was taken away. */
  readonly mean: Float64Array;
  /** (time, cells). */
  readonly anomaly: Float64Array;
}

/** Subtracts `offset` (K) and the time mean from fields (time, cells) in K. */
export function anomaliesOf(fields: Float32Array, cells: number, offset: number): Anomalies {
  const snapshots = fields.length / cells;
  if (!Number.isInteger(snapshots) || snapshots < 1) {
    throw new Error(`anomaliesOf(): got ${fields.length} values, expected whole snapshots of ${cells} cells`);
  }
  const mean = new Float64Array(cells);
  for (let i = 0; i < fields.length; i++) mean[i % cells]! += fields[i]! - offset;
  for (let cell = 0; cell < cells; cell++) mean[cell]! /= snapshots;
  const anomaly = new Float64Array(fields.length);
  for (let i = 0; i < fields.length; i++) anomaly[i] = fields[i]! - offset - mean[i % cells]!;
  return { snapshots, cells, mean, anomaly };
}

/** The products over cells of every row of `a` (rowsA, cells) with every row of `b` (rowsB, cells): (rowsA, rowsB). */
export function crossGram(a: Float64Array, b: Float64Array, cells: number): Float64Array {
  const rowsA = rowsOf(a, cells);
  const rowsB = rowsOf(b, cells);
  const products = new Float64Array(rowsA.length * rowsB.length);
  const symmetric = a === b;
  for (const [i, row] of rowsA.entries()) {
    for (let j = symmetric ? i : 0; j < rowsB.length; j++) {
      const product = dot(row, rowsB[j]!);
      products[i * rowsB.length + j] = product;
      if (symmetric) products[j * rowsB.length + i] = product;
    }
  }
  return products;
}

function rowsOf(matrix: Float64Array, cells: number): Float64Array[] {
  return Array.from({ length: matrix.length / cells }, (_, row) => matrix.subarray(row * cells, (row + 1) * cells));
}

/** Gram matrix (time, time) of the full fields from that of their anomalies. */
export function withMeanRestored(
  anomalyGram: Float64Array,
  { snapshots, cells, mean, anomaly }: Anomalies,
): Float64Array {
  const alongMean = crossGram(anomaly, mean, cells);
  const meanSquare = dot(mean, mean);
  return anomalyGram.map((product, index) => {
    const row = Math.floor(index / snapshots);
    const column = index % snapshots;
    return product + alongMean[row]! + alongMean[column]! + meanSquare;
  });
}
