import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/foundation/random-stream.js';

describe('random stream', () => {
  it('repeats from the same seed and differs between seeds and names', () => {
    const first = randomStream(7);
    const again = randomStream(7);
    const draws = Array.from({ length: 5 }, () => first.uniform());
    expect(Array.from({ length: 5 }, () => again.uniform())).toEqual(draws);
    expect(randomStream(8).uniform()).not.toBe(draws[0]);
    expect(randomStream(7, 'split').uniform()).not.toBe(randomStream(7, 'noise').uniform());
  });

  it('gives a child that does not depend on what the parent has drawn', () => {
    const parent = randomStream(3);
    const before = parent.child('weights').uniform();
    parent.normal();
    expect(parent.child('weights').uniform()).toBe(before);
  });

  it('has the moments of the uniform and the normal distribution within five standard errors', () => {
    const count = 100_000;
    const uniform = new Float64Array(count);
    const normal = new Float64Array(count);
    randomStream(1).fillUniform(uniform);
    randomStream(2).fillNormal(normal);
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / count;
    const meanSquare = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0) / count;
    expect(Math.abs(mean(uniform) - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(mean(normal))).toBeLessThan(5 / Math.sqrt(count));
    expect(Math.abs(meanSquare(normal) - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.min(...uniform.subarray(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform.subarray(0, 1000))).toBeLessThan(1);
  });

  it('shuffles into a permutation, in place', () => {
    const items = Int32Array.from({ length: 50 }, (_, index) => index);
    randomStream(5).shuffle(items);
    expect([...items]).not.toEqual([...items].sort((a, b) => a - b));
    expect([...items].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  it('refuses a seed that is no safe integer and an empty range', () => {
    expect(() => randomStream(0.5)).toThrow('seed 0.5');
    expect(() => randomStream(1).integer(0)).toThrow('below = 0');
  });
});
