import { describe, expect, it } from 'vitest';
import { dissect, PANEL } from '../../src/convection/stokes/nested-dissection.js';

const grids = [
  [1, 1],
  [3, 3],
  [4, 9],
  [2, 40],
  [15, 19],
  [22, 27],
];

/** Nodes coupled by the stencil, both directions. */
function neighbors(node: number, rows: number, columns: number): number[] {
  const i = node % rows;
  const j = (node - i) / rows;
  const found: number[] = [];
  for (let dj = -2; dj <= 2; dj++) {
    for (let di = -2 + Math.abs(dj); di <= 2 - Math.abs(dj); di++) {
      const inside = i + di >= 0 && i + di < rows && j + dj >= 0 && j + dj < columns;
      if (inside && (di !== 0 || dj !== 0)) found.push(node + dj * rows + di);
    }
  }
  return found;
}

describe('nested dissection', () => {
  for (const [rows, columns] of grids) {
    it(`eliminates every node of ${rows} × ${columns} once, in whole panels`, () => {
      const { fronts, position, length } = dissect(rows, columns);
      const positions = new Set(position);
      expect(positions.size).toBe(rows * columns);
      expect(fronts.reduce((sum, { own }) => sum + own, 0)).toBe(rows * columns);
      for (const { first, own } of fronts) {
        expect(first % PANEL).toBe(0);
        for (let k = first; k < first + own; k++) expect(positions.has(k)).toBe(true);
      }
      expect(length % PANEL).toBe(0);
    });

    it(`has room for all fill of ${rows} × ${columns}: what elimination couples lies in the front`, () => {
      const { fronts, position, length } = dissect(rows, columns);
      const nodeAt = new Map(Array.from(position, (at, node) => [at, node]));
      const coupled = Array.from({ length }, (_, at) => {
        const node = nodeAt.get(at);
        const near = node === undefined ? [] : neighbors(node, rows, columns);
        return new Set(near.map((other) => position[other]));
      });
      for (const { first, own, ring } of fronts) {
        const front = new Set(ring);
        for (let k = first; k < first + own; k++) front.add(k);
        for (let pivot = first; pivot < first + own; pivot++) {
          const later = Array.from(coupled[pivot]).filter((other) => other > pivot);
          for (const other of later) {
            expect(front.has(other)).toBe(true);
            for (const another of later) coupled[other].add(another);
          }
        }
      }
    });
  }

  it('gives the rings of children to their parents, and nothing to spare at the root', () => {
    const { fronts } = dissect(31, 41);
    fronts.forEach(({ children, first, own, ring }, index) => {
      const parent = new Set([...ring, ...Array.from({ length: own }, (_, k) => first + k)]);
      for (const child of children) {
        expect(child).toBeLessThan(index);
        expect(fronts[child].depth).toBe(fronts[index].depth + 1);
        for (const at of fronts[child].ring) expect(parent.has(at)).toBe(true);
      }
    });
    expect(fronts.at(-1)).toMatchObject({ depth: 0, own: 62 });
    expect(fronts.at(-1)!.ring).toHaveLength(0);
  });
});
