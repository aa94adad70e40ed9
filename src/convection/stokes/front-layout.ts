// Where the fronts of a dissection lie in the memory that JavaScript and the kernels share, and the indices that say
// which number goes where. One area after the other: the panels of the front at work; updates that wait for their
// parents; a vector in elimination order; the factor in single precision; the table of fronts with places
// (`kernels/front-kernels.ts`). Addresses are in bytes, counts in panels, unless they say otherwise.

import { TABLE_ROW } from '../kernels/substitution-kernels.js';
import { type Dissection, type Front, PANEL, wholePanels } from './nested-dissection.js';
import { type StokesOperator, stencil } from './stokes-operator.js';

const NUMBER = 8;
const SINGLE = 4;
const INDEX = 4;

/** A front in memory. */
export interface PlacedFront {
  readonly own: number;
  readonly ring: number;
  readonly update: number;
  /** Its part of the factor. */
  readonly singles: number;
  /** Couplings of own nodes: indices of coefficients, all arrays in one, and of the numbers that they are added to. */
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** Indices of numbers to set to one: the diagonal of padding rows. */
  readonly padding: readonly number[];
  readonly children: readonly PlacedChild[];
}

/** A child's update and where it goes: arguments of `addUpdate`. */
export interface PlacedChild {
  readonly update: number;
  readonly width: number;
  readonly rows: number;
  readonly places: number;
  readonly split: number;
}

/** Addresses of everything in the memory. */
export interface FrontLayout {
  readonly bytes: number;
  readonly fronts: readonly PlacedFront[];
  readonly panels: number;
  readonly vector: number;
  /** Beyond the last position lies a zero that padding rows of rings read and write. */
  readonly vectorLength: number;
  readonly table: number;
  readonly tableEnd: number;
  /** What the memory holds from `table` on. */
  readonly indices: Int32Array;
}

/** Lays out the fronts of a dissection of the operator's grid. */
export function layOutFronts({ fronts, position, length }: Dissection, operator: StokesOperator): FrontLayout {
  let end = 0;
  const reserve = (bytes: number): number => {
    const at = end;
    end += bytes;
    return at;
  };
  const ownRows = fronts.map((front) => wholePanels(front.own));
  const ringRows = fronts.map((front) => wholePanels(front.ring.length));
  const entries = fronts.map((_, k) => (ownRows[k] + ringRows[k]) * ownRows[k]);
  const panels = reserve(Math.max(...entries) * NUMBER);
  const updates = reserveUpdates(fronts, ringRows, reserve);
  const vector = reserve((length + 2) * NUMBER);
  const singles = entries.map((count) => reserve(count * SINGLE));
  const table = end;
  const indices: number[] = new Array((fronts.length * TABLE_ROW) / INDEX).fill(0);
  const appendIndices = (values: Iterable<number>): number => {
    const at = table + indices.length * INDEX;
    for (const value of values) indices.push(value);
    return at;
  };
  const couplings = couplingsOf(fronts, position, length, ownRows, operator);

  const placed = fronts.map((front, k): PlacedFront => {
    const [own, ring] = [ownRows[k], ringRows[k]];
    const ringAddresses = Array.from({ length: ring }, (_, row) => (front.ring[row] ?? length) * NUMBER);
    const row = [singles[k], own / PANEL, ring / PANEL, front.first * NUMBER, appendIndices(ringAddresses)];
    row.forEach((value, field) => {
      indices[(k * TABLE_ROW) / INDEX + field] = value;
    });
    const paddingRows = Array.from({ length: own - front.own }, (_, row) => front.own + row);
    return {
      own: own / PANEL,
      ring: ring / PANEL,
      update: updates[k],
      singles: singles[k],
      ...couplings[k],
      padding: paddingRows.map((row) => entryIndex(own, row, row)),
      children: front.children.map((child): PlacedChild => {
        const places = Array.from(fronts[child].ring, (at) => rowInFront(front, at));
        return {
          update: updates[child],
          width: ringRows[child] / PANEL,
          rows: places.length,
          places: appendIndices(places),
          split: places.filter((place) => place < own).length,
        };
      }),
    };
  });
  return {
    bytes: table + indices.length * INDEX,
    fronts: placed,
    panels,
    vector,
    vectorLength: length + 1,
    table,
    tableEnd: table + fronts.length * TABLE_ROW,
    indices: Int32Array.from(indices),
  };
}

/** At most two updates of a depth wait at once, the first and the second child's: each has its place. */
function reserveUpdates(
  fronts: readonly Front[],
  ringRows: readonly number[],
  reserve: (bytes: number) => number,
): readonly number[] {
  const seconds = new Set(fronts.flatMap(({ children }) => children.slice(1)));
  const slots = fronts.map(({ depth }, k) => 2 * depth + (seconds.has(k) ? 1 : 0));
  const bytes: number[] = new Array(Math.max(...slots) + 1).fill(0);
  slots.forEach((slot, k) => {
    bytes[slot] = Math.max(bytes[slot], ringRows[k] ** 2 * NUMBER);
  });
  const addresses = bytes.map(reserve);
  return slots.map((slot) => addresses[slot]);
}

/** For each front, which coefficients it takes up and where. */
function couplingsOf(
  fronts: readonly Front[],
  position: Int32Array,
  length: number,
  ownRows: readonly number[],
  { stride, size, margin, coefficientLength }: StokesOperator,
): readonly { sources: Int32Array; targets: Int32Array }[] {
  const columns = size / stride;
  const frontOf = new Int32Array(length);
  fronts.forEach(({ first, own }, k) => {
    frontOf.fill(k, first, first + own);
  });
  const lists = fronts.map(() => ({ sources: [] as number[], targets: [] as number[] }));
  stencil.forEach(({ up, right }, coefficient) => {
    for (let j = 0, node = 0; j < columns; j++) {
      for (let i = 0; i < stride; i++, node++) {
        if (i + up < 0 || i + up >= stride || j + right >= columns) continue;
        const here = position[node];
        const there = position[node + right * stride + up];
        const earlier = Math.min(here, there);
        const k = frontOf[earlier];
        const row = rowInFront(fronts[k], Math.max(here, there));
        lists[k].sources.push(coefficient * coefficientLength + margin + node);
        lists[k].targets.push(entryIndex(ownRows[k], row, earlier - fronts[k].first));
      }
    }
  });
  return lists.map(({ sources, targets }) => ({
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
  }));
}

/** The row of a front that a position belongs to: own rows first, then the ring. */
function rowInFront({ first, own, ring }: Front, position: number): number {
  return position < first + own ? position - first : wholePanels(own) + indexOf(ring, position);
}

/** Where a value lies in an ascending list that holds it. */
function indexOf(ascending: Int32Array, value: number): number {
  let low = 0;
  for (let high = ascending.length - 1; low < high; ) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of an entry of the panels of a front with `own` columns. */
function entryIndex(own: number, row: number, column: number): number {
  const lane = row % PANEL;
  return (row - lane) * own + column * PANEL + lane;
}
