import { describe, expect, it } from 'vitest';
import { exponentiate } from '../../src/convection/kernels/exponential-kernels.js';

/** How many numbers lie between two, of one sign. */
function unitsBetween(a: Float64Array, b: Float64Array): number {
  const [first, second] = [a, b].map((numbers) => new BigInt64Array(numbers.buffer));
  let most = 0n;
  first.forEach((bits, k) => {
    const distance = bits > second[k] ? bits - second[k] : second[k] - bits;
    if (distance > most) most = distance;
  });
  return Number(most);
}

describe('exponentials of arrays', () => {
  for (const [range, from, to] of [
    ['of viscosities', -40, 40],
    ['around zero', -1e-3, 1e-3],
    ['of all numbers', -745.1, 709.7],
  ] as const) {
    it(`differ from Math.exp by one unit in the last place at most, over the range ${range}`, () => {
      const numbers = Float64Array.from({ length: 200_001 }, (_, k) => from + (to - from) * (k / 200_000));
      const expected = numbers.map(Math.exp);
      exponentiate(numbers);
      expect(unitsBetween(numbers, expected)).toBeLessThanOrEqual(1);
    });
  }

  it('are exact where they can be, go to zero and infinity, and leave what is no number', () => {
    const { POSITIVE_INFINITY: infinite, NEGATIVE_INFINITY, NaN: none, MIN_VALUE: smallest } = Number;
    const numbers = Float64Array.of(0, -0, infinite, NEGATIVE_INFINITY, none, 709.79, -745.2, -745.1, 1e300, -1e300);
    exponentiate(numbers);
    expect(Array.from(numbers)).toEqual([1, 1, infinite, 0, none, infinite, 0, smallest, infinite, 0]);
  });

  it('replace the first numbers only, however many', () => {
    for (const length of [0, 1, 2, 2047, 2048, 2049, 5000]) {
      const numbers = new Float64Array(5003).fill(Math.LN2);
      exponentiate(numbers, length);
      expect(numbers.subarray(0, length).every((value) => value === 2)).toBe(true);
      expect(numbers.subarray(length).every((value) => value === Math.LN2)).toBe(true);
    }
  });
});
