// Fits and applies the constants that bring physical numbers to the scale of networks and back.
import { type NdArray, ndArray } from '../foundation/nd-array.js';
import { tf } from '../tensor/tfjs.js';
import type { Scaling } from './scaling.js';

/** Physical to normalized. */
export function normalize({ offset, scale }: Scaling<tf.Tensor>, x: tf.Tensor): tf.Tensor {
  return tf.div(tf.sub(x, offset), scale);
}

/** Normalized to physical. */
export function denormalize({ offset, scale }: Scaling<tf.Tensor>, x: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(x, scale), offset);
}

/** Columns of (rows, columns) brought to [0, 1]; a constant column becomes 0. */
export function minimumMaximumScaling(rows: readonly ArrayLike<number>[], columns: number): Scaling<NdArray> {
  const offset = new Float32Array(columns);
  const scale = new Float32Array(columns);
  for (let column = 0; column < columns; column++) {
    let minimum = Number.POSITIVE_INFINITY;
    let maximum = Number.NEGATIVE_INFINITY;
    for (const row of rows) {
      minimum = Math.min(minimum, row[column]!);
      maximum = Math.max(maximum, row[column]!);
    }
    offset[column] = minimum;
    scale[column] = maximum > minimum ? maximum - minimum : 1;
  }
  return { offset: ndArray([columns], offset), scale: ndArray([columns], scale) };
}

/** Columns brought to mean 0 and variance 1; a constant column becomes 0. */
export function standardScaling(rows: readonly ArrayLike<number>[], columns: number): Scaling<NdArray> {
  const offset = new Float32Array(columns);
  const scale = new Float32Array(columns);
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (const row of rows) sum += row[column]!;
    const mean = sum / rows.length;
    let squares = 0;
    for (const row of rows) squares += (row[column]! - mean) ** 2;
    offset[column] = mean;
    scale[column] = Math.sqrt(squares / rows.length) || 1;
  }
  return { offset: ndArray([columns], offset), scale: ndArray([columns], scale) };
}

/** Applies a scaling of columns to plain numbers, outside any graph. */
export function normalizeRow({ offset, scale }: Scaling<NdArray>, row: ArrayLike<number>): Float32Array {
  return Float32Array.from(row, (value, column) => (value - offset.data[column]!) / scale.data[column]!);
}
