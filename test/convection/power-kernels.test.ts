import { describe, expect, it } from 'vitest';
import { raiseToPowers } from '../../src/convection/kernels/power-kernels.js';

describe('powers of arrays', () => {
  it('equal those of JavaScript but for round-off, over all exponents of numbers', () => {
    const bases = Float64Array.from({ length: 100_001 }, (_, k) => 2 ** (-1022 + (2045 * k) / 100_000));
    const powers = bases.map((_, k) => 0.9 * Math.sin(k));
    const expected = bases.map((base, k) => base ** powers[k]);
    raiseToPowers(bases, powers);
    // A logarithm near 709 and nine tenths of it are rounded by half a unit, 5.7e-14, each.
    expect(Math.max(...bases.map((value, k) => Math.abs(value / expected[k] - 1)))).toBeLessThan(1.2e-13);
  });

  it('equal those of JavaScript to three units, of temperatures to the powers of conductivities', () => {
    const bases = Float64Array.from({ length: 50_000 }, (_, k) => 300 / (250 + 0.06 * k));
    const powers = bases.map((_, k) => [0.48, 0.56, 0.61][k % 3]);
    const expected = bases.map((base, k) => base ** powers[k]);
    raiseToPowers(bases, powers);
    expect(Math.max(...bases.map((value, k) => Math.abs(value / expected[k] - 1)))).toBeLessThan(7e-16);
  });

  it('are exact where the logarithm is', () => {
    const bases = Float64Array.of(1, 1, 4, 0.25, 2 ** 100);
    raiseToPowers(bases, Float64Array.of(0.3, -7, 0, 0, 0));
    expect(Array.from(bases)).toEqual([1, 1, 1, 1, 1]);
  });

  it('are no numbers where the base is not positive', () => {
    const bases = Float64Array.of(-1, 0, Number.NaN, 2);
    raiseToPowers(bases, new Float64Array(4).fill(0.5), 3);
    expect(Array.from(bases)).toEqual([Number.NaN, Number.NaN, Number.NaN, 2]);
  });
});
