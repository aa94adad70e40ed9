import { describe, expect, it } from 'vitest';
import { rootMeanSquareError, snapshotAccuracies, spreadOf } from '../../src/evaluation/accuracy.js';
import { cellAreas, facesOf } from '../../src/evaluation/annulus-area.js';

describe('accuracy', () => {
  it('has the values worked out by hand', () => {
    const truth = Float32Array.of(1000, 2000, 500, 400);
    const predicted = Float32Array.of(990, 2040, 500, 500);
    const { perCell, areaWeighted } = snapshotAccuracies(truth, predicted, Float64Array.of(3, 1));
    // First snapshot: errors 1 % and 2 %; second: 0 % and 25 %.
    expect(perCell[0]).toBeCloseTo(98.5, 12);
    expect(areaWeighted[0]).toBeCloseTo(100 - (3 * 1 + 2) / 4, 12);
    expect(perCell[1]).toBeCloseTo(87.5, 12);
    expect(areaWeighted[1]).toBeCloseTo(93.75, 12);
    expect(rootMeanSquareError(truth, predicted, Float64Array.of(3, 1))).toBeCloseTo(
      Math.sqrt((3 * 100 + 1600 + 10_000) / 8),
      9,
    );
  });

  it('is 100 % for equal fields and refuses fields of different sizes', () => {
    const field = Float32Array.of(300, 400);
    expect([...snapshotAccuracies(field, field, Float64Array.of(1, 1)).perCell]).toEqual([100]);
    expect(() => snapshotAccuracies(field, field.subarray(1), Float64Array.of(1, 1))).toThrow('expected equal');
  });

  it('takes mean, minimum and median', () => {
    expect(spreadOf([4, 1, 2])).toEqual({ mean: 7 / 3, minimum: 1, median: 2 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ mean: 2.5, minimum: 1, median: 2.5 });
    expect(() => spreadOf([])).toThrow('expected at least 1');
  });
});

describe('cell areas', () => {
  it('add up to the quarter annulus', () => {
    const inner = 1.13e6;
    const outer = 4.53e6;
    const rows = 37;
    const columns = 23;
    const dr = (outer - inner) / rows;
    const dphi = Math.PI / 2 / columns;
    const r = Float64Array.from({ length: rows }, (_, i) => inner + (i + 0.5) * dr);
    const phi = Float64Array.from({ length: columns }, (_, j) => (j + 0.5) * dphi);
    const areas = cellAreas(r, phi);
    const total = areas.reduce((sum, area) => sum + area, 0);
    const exact = (Math.PI / 4) * (outer ** 2 - inner ** 2);
    expect(Math.abs(total / exact - 1)).toBeLessThan(1e-13);
    expect(areas[columns * (rows - 1)]! / areas[0]!).toBeCloseTo(r[rows - 1]! / r[0]!, 12);
  });

  it('puts faces halfway between centers', () => {
    expect([...facesOf(Float64Array.of(1, 2, 4))]).toEqual([0.5, 1.5, 3, 5]);
    expect(() => facesOf(Float64Array.of(1))).toThrow('expected at least 2');
  });
});
