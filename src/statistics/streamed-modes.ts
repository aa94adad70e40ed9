// Proper orthogonal decomposition of more snapshots than fit into memory: the modes of their deviations from the mean,
// by subspace iteration (Halko, Martinsson and Tropp 2011, SIAM Review 53, 217-288). Each pass reads one block of
// snapshots after another; memory holds one block and a few modes. All cells have equal weight.
import type { RandomStream } from '../foundation/random-stream.js';
import { dot } from './dot.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** Blocks of snapshots, each (snapshots, cells), that can be read again and again. */
export interface SnapshotBlocks {
  readonly count: number;
  read(block: number): Float32Array;
}

export interface StreamedModes {
  /** (cells). */
  readonly mean: Float64Array;
  /** (modes, cells), orthonormal, by falling variance; zero beyond the rank of the snapshots. */
  readonly modes: Float64Array;
  /** (modes): mean square of the coefficients over the snapshots. */
  readonly variances: Float64Array;
}

/** Extra modes iterated beyond those requested: they speed up convergence. */
const SPARE_MODES = 10;
/** The captured variance grows from pass to pass; iteration stops below this relative growth. */
const CONVERGED = 1e-12;
const MAX_PASSES = 200;
/** Rows of a smaller share of their length than this are rounding. */
const ROUNDING = 1e-10;

/**
 * The `count` leading modes.
 *
 * @param stream of the first subspace; the result depends on it by rounding only
 * @param pause is awaited before each block
 */
export async function streamedModes(
  blocks: SnapshotBlocks,
  cells: number,
  count: number,
  stream: RandomStream,
  pause: () => Promise<void> = async () => {},
): Promise<StreamedModes> {
  const { mean, snapshots } = await meanOf(blocks, cells, pause);
  const rows = Math.min(cells, count + SPARE_MODES);
  const first = Float64Array.from({ length: rows * cells }, () => stream.normal());
  let basis = orthonormalized(first, cells);
  for (let pass = 0, held = 0; ; pass++) {
    const { products, image } = await project(blocks, mean, basis, cells, pause);
    const ritz = symmetricEigen(products, basis.length / cells);
    const now = ritz.values.slice(0, count).reduce((sum, value) => sum + value, 0);
    if (now - held <= CONVERGED * now || pass === MAX_PASSES) {
      const modes = new Float64Array(count * cells);
      modes.set(rotated(basis, ritz.vectors, cells, count));
      return {
        mean,
        modes,
        variances: Float64Array.from({ length: count }, (_, i) => (ritz.values[i] ?? 0) / snapshots),
      };
    }
    held = now;
    basis = orthonormalized(image, cells);
  }
}

async function meanOf(blocks: SnapshotBlocks, cells: number, pause: () => Promise<void>) {
  const mean = new Float64Array(cells);
  let snapshots = 0;
  for (let block = 0; block < blocks.count; block++) {
    await pause();
    const fields = blocks.read(block);
    for (let start = 0; start < fields.length; start += cells, snapshots++) {
      for (let cell = 0; cell < cells; cell++) mean[cell]! += fields[start + cell]!;
    }
  }
  for (let cell = 0; cell < cells; cell++) mean[cell]! /= snapshots;
  return { mean, snapshots };
}

/** With deviations y and coefficients c = basis · y: the sums of c cᵀ (rows, rows) and of c yᵀ (rows, cells). */
async function project(
  blocks: SnapshotBlocks,
  mean: Float64Array,
  basis: Float64Array,
  cells: number,
  pause: () => Promise<void>,
): Promise<{ products: Float64Array; image: Float64Array }> {
  const rows = basis.length / cells;
  const products = new Float64Array(rows * rows);
  const image = new Float64Array(rows * cells);
  const deviation = new Float64Array(cells);
  const coefficients = new Float64Array(rows);
  for (let block = 0; block < blocks.count; block++) {
    await pause();
    const fields = blocks.read(block);
    for (let start = 0; start < fields.length; start += cells) {
      for (let cell = 0; cell < cells; cell++) deviation[cell] = fields[start + cell]! - mean[cell]!;
      for (let row = 0; row < rows; row++) {
        let sum = 0;
        for (let cell = 0; cell < cells; cell++) sum += basis[row * cells + cell]! * deviation[cell]!;
        coefficients[row] = sum;
        for (let cell = 0; cell < cells; cell++) image[row * cells + cell]! += sum * deviation[cell]!;
      }
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < rows; j++) products[i * rows + j]! += coefficients[i]! * coefficients[j]!;
      }
    }
  }
  return { products, image };
}

/** Orthonormal rows of the same span, by Gram-Schmidt done twice; dependent rows are left out. */
function orthonormalized(rows: Float64Array, cells: number): Float64Array {
  const kept: Float64Array[] = [];
  for (let start = 0; start < rows.length; start += cells) {
    const row = rows.slice(start, start + cells);
    const before = Math.sqrt(dot(row, row));
    for (let repetition = 0; repetition < 2; repetition++) {
      for (const known of kept) {
        const share = dot(known, row);
        for (let cell = 0; cell < cells; cell++) row[cell]! -= share * known[cell]!;
      }
    }
    const length = Math.sqrt(dot(row, row));
    if (length > ROUNDING * before) kept.push(row.map((value) => value / length));
  }
  const basis = new Float64Array(kept.length * cells);
  for (const [index, row] of kept.entries()) basis.set(row, index * cells);
  return basis;
}

/** The leading combinations of basis rows; the largest value of each is positive. */
function rotated(basis: Float64Array, vectors: readonly number[][], cells: number, count: number): Float64Array {
  const kept = Math.min(count, vectors.length);
  const modes = new Float64Array(kept * cells);
  for (const [index, vector] of vectors.slice(0, kept).entries()) {
    const mode = modes.subarray(index * cells, (index + 1) * cells);
    for (const [row, weight] of vector.entries()) {
      for (let cell = 0; cell < cells; cell++) mode[cell]! += weight * basis[row * cells + cell]!;
    }
    const largest = mode.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    if (largest < 0) for (let cell = 0; cell < cells; cell++) mode[cell] = -mode[cell]!;
  }
  return modes;
}
