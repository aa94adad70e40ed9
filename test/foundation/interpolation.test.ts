import { describe, expect, it } from 'vitest';
import { bracket, interpolateRows } from '../../src/foundation/interpolation.js';
import { randomStream } from '../../src/foundation/random-stream.js';

describe('interpolation of rows', () => {
  it('is exact at known times, linear between them and held outside', () => {
    const known = Float64Array.of(0, 1, 3);
    const rows = Float32Array.of(10, 20, 60);
    expect([...interpolateRows(rows, known, [-1, 0, 0.5, 1, 2, 3, 9])]).toEqual([10, 10, 15, 20, 40, 60, 60]);
    expect([...interpolateRows(Float32Array.of(1, 2, 3, 6), [5, 7], [6.5])]).toEqual([2.5, 5]);
    expect([...interpolateRows(Float32Array.of(4, 5), [2], [0, 2, 8])]).toEqual([4, 5, 4, 5, 4, 5]);
  });

  it('finds the neighbors of any time among many', () => {
    const stream = randomStream(4);
    const known = Float64Array.from({ length: 33 }, () => stream.uniform()).sort();
    for (let trial = 0; trial < 200; trial++) {
      const time = known[0]! + stream.uniform() * (known[32]! - known[0]!);
      const { lower, upper, weight } = bracket(known, time);
      expect(upper).toBe(known.findIndex((value) => value > time));
      expect(lower).toBe(upper - 1);
      expect(known[lower]! + weight * (known[upper]! - known[lower]!)).toBeCloseTo(time, 12);
    }
    for (const [index, time] of known.entries()) {
      const { lower, weight } = bracket(known, time);
      expect([lower, weight]).toEqual([index, 0]);
    }
  });

  it('wants a known time', () => {
    expect(() => bracket([], 1)).toThrow('got no known times');
  });
});
