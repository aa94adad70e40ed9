// Splits: by simulation, disjoint, complete, the same for the same seed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitNames, splitSimulations } from '../../src/archive/split.js';
import { randomStream } from '../../src/foundation/random-stream.js';

const fraction = fc.double({ min: 0, max: 1, noNaN: true });

const newOnes = (count: number) => Array.from({ length: count }, () => undefined);

describe('a split', () => {
  it('puts every simulation into exactly one set, in ascending order, and leaves no set empty', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 300 }),
        fraction,
        fraction,
        fc.integer({ min: 0, max: 1e9 }),
        (count, validationFraction, testFraction, seed) => {
          const split = splitSimulations(newOnes(count), { validationFraction, testFraction }, randomStream(seed));
          const all = splitNames.flatMap((name) => split[name]);
          expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
          for (const name of splitNames) {
            expect(split[name].length).toBeGreaterThan(0);
            expect(split[name]).toEqual([...split[name]].sort((a, b) => a - b));
          }
        },
      ),
      { seed: 20261125, numRuns: 300 },
    );
  });

  it('is decided by the seed alone', () => {
    const split = (seed: number) =>
      splitSimulations(newOnes(50), { validationFraction: 0.1, testFraction: 0.1 }, randomStream(seed));
    expect(split(7)).toEqual(split(7));
    expect(split(7)).not.toEqual(split(8));
  });

  it('has the sizes that were asked for', () => {
    const split = splitSimulations(newOnes(40), { validationFraction: 0.1, testFraction: 0.25 }, randomStream(1));
    expect(splitNames.map((name) => split[name].length)).toEqual([26, 4, 10]);
  });

  it('puts simulations into the test set with equal chances', () => {
    const hits = new Int32Array(10);
    for (let seed = 0; seed < 2000; seed++) {
      const { test } = splitSimulations(
        newOnes(10),
        { validationFraction: 0.1, testFraction: 0.1 },
        randomStream(seed),
      );
      for (const index of test) hits[index] = hits[index]! + 1;
    }
    // 200 expected each, standard deviation 13.4; five of them.
    for (const count of hits) expect(Math.abs(count - 200)).toBeLessThan(67);
  });

  it('needs three simulations', () => {
    expect(() => splitSimulations(newOnes(2), { validationFraction: 0.1, testFraction: 0.1 }, randomStream(1))).toThrow(
      'no simulation is left',
    );
  });

  it('leaves simulations where an earlier split has put them, and splits the rest by its shares', () => {
    const placed = [...newOnes(20), 'test', 'training', 'training', 'validation', 'test'] as const;
    const split = splitSimulations(placed, { validationFraction: 0.1, testFraction: 0.25 }, randomStream(3));
    expect(split.test).toEqual(expect.arrayContaining([20, 24]));
    expect(split.training).toEqual(expect.arrayContaining([21, 22]));
    expect(split.validation).toContain(23);
    expect(splitNames.map((name) => split[name].length)).toEqual([13 + 2, 2 + 1, 5 + 2]);
  });

  it('may put a single new simulation into training when the other sets are there', () => {
    const split = splitSimulations(
      ['test', undefined, 'validation', 'training'],
      { validationFraction: 0.1, testFraction: 0.1 },
      randomStream(1),
    );
    expect(split).toEqual({ test: [0], training: [1, 3], validation: [2] });
  });
});
