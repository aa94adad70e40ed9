// Sparse Cholesky factorization A ≈ L Lᵀ of the Stokes operator by fronts (multifrontal, Duff & Reid 1983) in the order
// of a nested dissection, and the two substitutions with it. All that depends on the grid only is worked out once; the
// memory is allocated once.
//
// The factor is computed in double precision and kept in single precision: substitution waits for memory, and a
// preconditioner need not be better. Substitution computes in double precision, so L Lᵀ is symmetric positive definite.

import { TharsisError } from '../../foundation/errors.js';
import { frontKernels } from '../kernels/front-kernels.js';
import { wasmMemory } from '../kernels/web-assembly.js';
import { type FrontLayout, layOutFronts } from './front-layout.js';
import { dissect, PANEL } from './nested-dissection.js';
import type { StokesOperator } from './stokes-operator.js';

/** A factorization that keeps its memory. */
export interface Factorization {
  /** What factorizing costs, in substitutions. */
  readonly cost: number;
  /** Replaces the factor. Returns false if the operator is not positive definite or holds NaN; the factor is spoiled then. */
  factorize(operator: StokesOperator): boolean;
  /** Solves L Lᵀ x = b in place; numbers beyond the unknowns are left alone. */
  substitute(x: Float64Array): void;
}

const NUMBER = 8;
const INDEX = 4;
const MAX_BYTES = 2 ** 32 - 2 ** 16;
/** How many multiply-adds of a factorization take as long as one of a substitution (measured). */
const FACTORIZATION_SPEED = 3;

/** A factorization for all operators of this grid. */
export function multifrontalFactorization(operator: StokesOperator): Factorization {
  const { grid, stride, size } = operator;
  const dissection = dissect(stride, size / stride);
  const layout = layOutFronts(dissection, operator);
  if (layout.bytes > MAX_BYTES) {
    const gigabytes = (layout.bytes / 1e9).toFixed(1);
    throw new TharsisError(
      'convection-grid-too-large',
      `the factor for ${grid.radial} x ${grid.azimuthal} cells takes ${gigabytes} GB of the 4 GB that WebAssembly can address`,
      'use fewer cells',
    );
  }
  const memory = wasmMemory(layout.bytes);
  const kernels = frontKernels(memory);
  new Int32Array(memory.buffer).set(layout.indices, layout.table / INDEX);
  const numbers = new Float64Array(memory.buffer, 0, Math.floor(memory.buffer.byteLength / NUMBER));
  const vector = numbers.subarray(layout.vector / NUMBER, layout.vector / NUMBER + layout.vectorLength);
  const { position } = dissection;

  return {
    cost: costInSubstitutions(layout),
    factorize({ assembled }) {
      for (const { own, ring, update, singles, sources, targets, padding, children } of layout.fronts) {
        const blocks = (own + ring) * own;
        numbers.fill(0, 0, blocks * PANEL ** 2);
        for (let k = 0; k < sources.length; k++) numbers[targets[k]] += assembled[sources[k]];
        for (const diagonal of padding) numbers[diagonal] = 1;
        numbers.fill(0, update / NUMBER, update / NUMBER + (ring * PANEL) ** 2);
        for (const child of children) {
          const { width, rows, places, split } = child;
          kernels.addUpdate(child.update, width, rows, places, split, layout.panels, own, ring, update);
        }
        if (kernels.factorizeFront(layout.panels, own, ring, update) === 0) return false;
        kernels.storeSingles(layout.panels, blocks, singles);
      }
      return true;
    },
    substitute(x) {
      vector.fill(0);
      for (let node = 0; node < position.length; node++) vector[position[node]] = x[node];
      kernels.forward(layout.table, layout.tableEnd, layout.vector);
      kernels.backward(layout.table, layout.tableEnd, layout.vector);
      for (let node = 0; node < position.length; node++) x[node] = vector[position[node]];
    },
  };
}

/** From the multiply-adds of both. */
function costInSubstitutions({ fronts }: FrontLayout): number {
  let factorization = 0;
  let substitution = 0;
  for (const front of fronts) {
    const own = front.own * PANEL;
    const ring = front.ring * PANEL;
    factorization += own ** 3 / 6 + (own ** 2 * ring) / 2 + (own * ring ** 2) / 2;
    substitution += own ** 2 + 2 * own * ring;
  }
  return factorization / (FACTORIZATION_SPEED * substitution);
}
