import { describe, expect, it } from 'vitest';
import { advectDownward } from '../../src/convection/energy/eruption.js';
import { annulusGrid, boxGrid } from '../../src/convection/grid.js';

describe('rock under erupted melt', () => {
  it('sinks by what has left below it', () => {
    const grid = boxGrid(10, 4, 1);
    const { rCell, cellArea } = grid;
    const slope = Float64Array.from({ length: 40 }, (_, cell) => 1 - rCell[cell % 10]!);
    for (const cells of [0.25, 3]) {
      const below = Float64Array.from({ length: 10 }, (_, i) => (i < 2 ? 0 : cells * cellArea[i]!));
      const field = slope.slice();
      advectDownward(grid, below, 2, field, 20, -0.05);
      // One value a cell farther down, away from the surface, where what comes in does not follow the slope.
      for (let i = 2; i < 7; i++) expect(field[20 + i]).toBeCloseTo(slope[20 + i]! - cells / 10, 2);
      expect(field.subarray(0, 22)).toEqual(slope.subarray(0, 22));
      expect(field.subarray(30)).toEqual(slope.subarray(30));
    }
  });

  it('takes along what the melt held, and makes no new extremes', () => {
    const grid = annulusGrid(8, 4, 1, 2);
    const { cellArea } = grid;
    const melt = [0, 0, 0.2, 0, 0.1, 0.3, 0, 0].map((share, i) => share * cellArea[i]!);
    const below = Float64Array.from(melt, (_, i) => melt.slice(0, i + 1).reduce((sum, area) => sum + area, 0));
    const before = Float64Array.from({ length: 32 }, (_, cell) => 1 + Math.sin(cell));
    const field = before.slice();
    const change = advectDownward(grid, below, 2, field, 8, 0);
    expect(change).toBeCloseTo(-melt.reduce((sum, area, i) => sum + area * before[8 + i]!, 0), 14);
    expect(field.reduce((sum, value, cell) => sum + (value - before[cell]!) * cellArea[cell % 8]!, 0)).toBeCloseTo(
      change,
      14,
    );
    expect(Math.max(...field)).toBeLessThanOrEqual(Math.max(...before));
    expect(Math.min(...field)).toBeGreaterThanOrEqual(0);
    const even = new Float64Array(32).fill(7);
    advectDownward(grid, below, 2, even, 8, 7);
    expect(new Set(even)).toEqual(new Set([7]));
  });
});
