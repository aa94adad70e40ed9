// Proper orthogonal decomposition of one simulation, X = U diag(sigma) V^T with X (cells, time), by the method of
// snapshots (Sirovich 1987): eigenvalues of the Gram matrix over time are sigma^2.
//
// The paper (Agarwal et al., arXiv 2108.10105) decomposes the nondimensional temperature T' = (T - 250 K) / 2000 K
// without subtracting the mean. The scale cancels in every ratio, the 250 K do not: they are the offset here.
// Eigenvalues below 1e-15 of the largest are rounding errors, so singular values are good to about 3e-8 of the first.
import { anomaliesOf, crossGram, withMeanRestored } from './gram-matrix.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** Temperature of T' = 0 in the paper's scaling, K. */
export const PAPER_OFFSET = 250;

/** How to prepare the fields before decomposing them. */
export interface PodOptions {
  /** Taken away from every value, K; default 250 (the paper's T' = 0). Without effect when the mean is removed. */
  offset?: number;
  /** Decompose the anomalies from the time mean instead of the full fields; default false (as the paper). */
  meanRemoved?: boolean;
}

/** Singular values of one simulation, both ways, in K and descending: one per snapshot. */
export interface PodSpectra {
  readonly full: Float64Array;
  readonly meanRemoved: Float64Array;
}

/** The leading part of a decomposition. */
export interface PodModes {
  /** (modes) K, descending. */
  readonly singularValues: Float64Array;
  /** (modes, cells), orthonormal. */
  readonly modes: Float64Array;
  /** (time, modes) K: the fields projected on the modes, so that field = sum of coefficient * mode. */
  readonly coefficients: Float64Array;
}

/** Singular values of fields (time, cells) in K, of the full fields and of their anomalies. */
export function podSpectra(fields: Float32Array, cells: number, offset = PAPER_OFFSET): PodSpectra {
  return podAnalysis(fields, cells, 0, offset).spectra;
}

/** What scoring needs of fields (time, cells) in K: both spectra, and the first `count` modes of the anomalies. */
export function podAnalysis(
  fields: Float32Array,
  cells: number,
  count: number,
  offset = PAPER_OFFSET,
): { spectra: PodSpectra; modes: PodModes } {
  const anomalies = anomaliesOf(fields, cells, offset);
  const { snapshots, anomaly } = anomalies;
  const gram = crossGram(anomaly, anomaly, cells);
  const meanRemoved = decompose(gram, snapshots);
  const full = decompose(withMeanRestored(gram, anomalies), snapshots).singularValues;
  return {
    spectra: { full, meanRemoved: meanRemoved.singularValues },
    modes: leadingModes(anomaly, cells, meanRemoved, count),
  };
}

/** The first `count` modes of fields (time, cells) in K; fewer when the fields have a lower rank. */
export function podModes(fields: Float32Array, cells: number, count: number, options: PodOptions = {}): PodModes {
  const anomalies = anomaliesOf(fields, cells, options.offset ?? PAPER_OFFSET);
  const { snapshots, anomaly, mean } = anomalies;
  const rows = options.meanRemoved ? anomaly : anomaly.map((value, index) => value + mean[index % cells]!);
  return leadingModes(rows, cells, decompose(crossGram(rows, rows, cells), snapshots), count);
}

/** The modes that the eigenvectors of the Gram matrix of `rows` (time, cells) give. */
function leadingModes(rows: Float64Array, cells: number, decomposition: Decomposition, count: number): PodModes {
  const { singularValues, vectors } = decomposition;
  const snapshots = rows.length / cells;
  const floor = (singularValues[0] ?? 0) * 1e-6;
  const kept = Math.min(count, singularValues.filter((value) => value > floor).length);
  const modes = new Float64Array(kept * cells);
  const coefficients = new Float64Array(snapshots * kept);
  for (let mode = 0; mode < kept; mode++) {
    const scale = singularValues[mode]!;
    for (let time = 0; time < snapshots; time++) {
      const weight = vectors[mode]![time]!;
      coefficients[time * kept + mode] = weight * scale;
      for (let cell = 0; cell < cells; cell++) {
        modes[mode * cells + cell]! += (weight / scale) * rows[time * cells + cell]!;
      }
    }
  }
  return { singularValues: singularValues.slice(0, kept), modes, coefficients };
}

interface Decomposition {
  readonly singularValues: Float64Array;
  /** (mode, time). */
  readonly vectors: readonly number[][];
}

function decompose(gram: Float64Array, size: number): Decomposition {
  const { values, vectors } = symmetricEigen(gram, size);
  return { singularValues: Float64Array.from(values, Math.sqrt), vectors };
}
