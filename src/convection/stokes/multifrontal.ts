// Sparse Cholesky factorization A = L Lᵀ of the Stokes operator by fronts (multifrontal, Duff & Reid 1983) in the order of
// a nested dissection, and the two substitutions with it. All that depends on the grid only is worked out once; the
// memory, shared by JavaScript and the kernels (`kernels/front-kernels.ts`), is allocated once.

import { TharsisError } from '../../foundation/errors.js';
import { frontKernels, TABLE_ROW } from '../kernels/front-kernels.js';
import { wasmMemory } from '../kernels/web-assembly.js';
import { type Dissection, dissect, type Front, PANEL, wholePanels } from './nested-dissection.js';
import { type StokesOperator, stencil } from './stokes-operator.js';

/** A factorization that keeps its memory. */
export interface Factorization {
  /** What factorizing costs, in substitutions. */
  readonly cost: number;
  /** Replaces the factor. Returns false if the operator is not positive definite or holds NaN; the factor is spoiled then. */
  factorize(operator: StokesOperator): boolean;
  /** Solves L Lᵀ x = b in place; numbers beyond the unknowns are left alone. */
  substitute(x: Float64Array): void;
}

/** Where a front lies in memory; byte addresses, counts of panels. */
interface PlacedFront {
  readonly panels: number;
  readonly own: number;
  readonly ring: number;
  readonly update: number;
  /** Numbers to set to one: the diagonal of padding rows. */
  readonly padding: readonly number[];
  readonly children: readonly PlacedChild[];
}

/** A child's update and where it goes: arguments of `addUpdate`. */
interface PlacedChild {
  readonly update: number;
  readonly width: number;
  readonly rows: number;
  readonly places: number;
  readonly split: number;
}

const NUMBER = 8;
const INDEX = 4;
const MOST_BYTES = 2 ** 32 - 2 ** 16;
/** Multiply-adds of a factorization that take as long as one of a substitution, which waits for memory (measured). */
const FACTORIZATION_SPEED = 2;

/** A factorization for all operators of this grid. */
export function multifrontalFactorization({ grid }: StokesOperator): Factorization {
  const rows = grid.radial - 1;
  const columns = grid.azimuthal - 1;
  const dissection = dissect(rows, columns);
  const plan = layOut(dissection);
  if (plan.bytes > MOST_BYTES) {
    const gigabytes = (plan.bytes / 1e9).toFixed(1);
    throw new TharsisError(
      'convection-grid-too-large',
      `the factor for ${grid.radial} x ${grid.azimuthal} cells takes ${gigabytes} GB of the 4 GB that WebAssembly can address`,
      'use fewer cells',
    );
  }
  const memory = wasmMemory(plan.bytes);
  const kernels = frontKernels(memory);
  const numbers = new Float64Array(memory.buffer);
  new Int32Array(memory.buffer).set(plan.indices, plan.indicesAt / INDEX);
  const vector = numbers.subarray(plan.vectorAt / NUMBER, plan.vectorAt / NUMBER + dissection.length + 1);
  const { position } = dissection;
  const targets = scatterTargets(dissection, plan, rows);
  const factorEnd = plan.factorEnd / NUMBER;

  return {
    cost: plan.factorizationWork / FACTORIZATION_SPEED / plan.substitutionWork,
    factorize(operator) {
      numbers.fill(0, 0, factorEnd);
      stencil.forEach(({ name }, k) => {
        addScattered(operator.coefficients[name], operator.margin, targets[k], numbers);
      });
      for (const front of plan.fronts) {
        for (const pad of front.padding) numbers[pad] = 1;
        const updateAt = front.update / NUMBER;
        numbers.fill(0, updateAt, updateAt + (front.ring * PANEL) ** 2);
        for (const { update, width, rows: count, places, split } of front.children) {
          const { panels, own, ring } = front;
          kernels.addUpdate(update, width, count, places, split, panels, own, ring, front.update);
        }
        if (kernels.factorizeFront(front.panels, front.own, front.ring, front.update) === 0) return false;
      }
      return true;
    },
    substitute(x) {
      vector.fill(0);
      for (let node = 0; node < position.length; node++) vector[position[node]] = x[node];
      kernels.forward(plan.tableAt, plan.tableEnd, plan.vectorAt);
      kernels.backward(plan.tableAt, plan.tableEnd, plan.vectorAt);
      for (let node = 0; node < position.length; node++) x[node] = vector[position[node]];
    },
  };
}

function addScattered(coefficient: Float64Array, margin: number, targets: Int32Array, numbers: Float64Array): void {
  for (let node = 0; node < targets.length; node++) numbers[targets[node]] += coefficient[margin + node];
}

/** Addresses of everything in the memory, and the indices that kernels read. */
interface Plan {
  readonly bytes: number;
  /** The factor lies from 0 to here; the first number is a dump for couplings across the boundary, which are zero. */
  readonly factorEnd: number;
  readonly vectorAt: number;
  readonly tableAt: number;
  readonly tableEnd: number;
  readonly indicesAt: number;
  /** The table of fronts, then places. */
  readonly indices: Int32Array;
  readonly fronts: readonly PlacedFront[];
  /** Multiply-adds. */
  readonly factorizationWork: number;
  readonly substitutionWork: number;
}

function layOut({ fronts, length }: Dissection): Plan {
  const ownRows = (front: Front) => wholePanels(front.own);
  const ringRows = (front: Front) => wholePanels(front.ring.length);
  // Factor: front after front.
  let end = PANEL * PANEL * NUMBER;
  const panelsAt = fronts.map((front) => {
    const at = end;
    end += (ownRows(front) + ringRows(front)) * ownRows(front) * NUMBER;
    return at;
  });
  const factorEnd = end;
  // Updates: at most two of a depth are alive at once, the first and the second child's.
  const isSecond = new Set(fronts.flatMap(({ children }) => children.slice(1)));
  const slot = (index: number) => 2 * fronts[index].depth + (isSecond.has(index) ? 1 : 0);
  const slotBytes: number[] = [];
  fronts.forEach((front, index) => {
    slotBytes[slot(index)] = Math.max(slotBytes[slot(index)] ?? 0, ringRows(front) ** 2 * NUMBER);
  });
  const slotAt = Array.from(slotBytes, (bytes = 0) => {
    const at = end;
    end += bytes;
    return at;
  });
  const vectorAt = end;
  // Beyond the vector lies a zero that padding rows of rings read and write.
  const dump = length * NUMBER;
  end += dump + NUMBER;
  const indicesAt = end;
  const indices: number[] = new Array((fronts.length * TABLE_ROW) / INDEX).fill(0);
  const addIndices = (values: Iterable<number>) => {
    const at = indicesAt + indices.length * INDEX;
    for (const value of values) indices.push(value);
    return at;
  };

  const placed = fronts.map((front, index): PlacedFront => {
    const own = ownRows(front);
    const ring = ringRows(front);
    const ringBytes = Array.from({ length: ring }, (_, k) => (k < front.ring.length ? front.ring[k] * NUMBER : dump));
    const row = [panelsAt[index], own / PANEL, ring / PANEL, front.first * NUMBER, addIndices(ringBytes)];
    row.forEach((value, k) => {
      indices[(index * TABLE_ROW) / INDEX + k] = value;
    });
    return {
      panels: panelsAt[index],
      own: own / PANEL,
      ring: ring / PANEL,
      update: slotAt[slot(index)],
      padding: range(front.own, own).map((k) => entryAt(panelsAt[index], own, k, k) / NUMBER),
      children: front.children.map((child): PlacedChild => {
        const rows = fronts[child].ring;
        const places = Array.from(rows, (position) => rowInFront(front, position));
        return {
          update: slotAt[slot(child)],
          width: ringRows(fronts[child]) / PANEL,
          rows: rows.length,
          places: addIndices(places),
          split: places.filter((place) => place < own).length,
        };
      }),
    };
  });
  const tableEnd = indicesAt + fronts.length * TABLE_ROW;
  end = indicesAt + indices.length * INDEX;
  return {
    bytes: end,
    factorEnd,
    vectorAt,
    tableAt: indicesAt,
    tableEnd,
    indicesAt,
    indices: Int32Array.from(indices),
    fronts: placed,
    ...work(fronts),
  };
}

function work(fronts: readonly Front[]): Pick<Plan, 'factorizationWork' | 'substitutionWork'> {
  let factorizationWork = 0;
  let substitutionWork = 0;
  for (const front of fronts) {
    const own = wholePanels(front.own);
    const ring = wholePanels(front.ring.length);
    factorizationWork += own ** 3 / 6 + (own ** 2 * ring) / 2 + (own * ring ** 2) / 2;
    substitutionWork += own ** 2 + 2 * own * ring;
  }
  return { factorizationWork, substitutionWork };
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, k) => first + k);
}

/** The row of a front that a position belongs to: own rows first, then the ring. */
function rowInFront(front: Front, position: number): number {
  if (position < front.first + front.own) return position - front.first;
  return wholePanels(front.own) + lowerBound(front.ring, position);
}

function lowerBound(ascending: Int32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Byte address of an entry of a front with `own` columns. */
function entryAt(panels: number, own: number, row: number, column: number): number {
  const lane = row % PANEL;
  return panels + ((row - lane) * own + column * PANEL + lane) * NUMBER;
}

/** For each coupling of the stencil and each node, the index of the number in memory that its coefficient is added to. */
function scatterTargets({ fronts, position, length }: Dissection, plan: Plan, rows: number): readonly Int32Array[] {
  const columns = position.length / rows;
  const frontOf = new Int32Array(length);
  fronts.forEach(({ first, own }, index) => {
    frontOf.fill(index, first, first + own);
  });
  return stencil.map(({ up, right }) => {
    const targets = new Int32Array(position.length);
    for (let j = 0, node = 0; j < columns; j++) {
      for (let i = 0; i < rows; i++, node++) {
        if (i + up < 0 || i + up >= rows || j + right >= columns) continue;
        const pair = [position[node], position[node + right * rows + up]];
        const column = Math.min(...pair);
        const index = frontOf[column];
        const front = fronts[index];
        const { panels, own } = plan.fronts[index];
        const row = rowInFront(front, Math.max(...pair));
        targets[node] = entryAt(panels, own * PANEL, row, column - front.first) / NUMBER;
      }
    }
    return targets;
  });
}
