import { describe, expect, it } from 'vitest';
import { allocating } from '../../src/convection/evolution/allocation.js';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';

describe('an allocation', () => {
  it('gives what is made', () => {
    expect(allocating(defaultEvolution, () => 7)).toBe(7);
  });

  it.each([
    ['too long an array', () => new Float64Array(2 ** 53 - 1)],
    ['too large a buffer', () => new ArrayBuffer(2 ** 53 - 1)],
  ])('that fails for %s is reported in cells and output intervals', (_, make) => {
    expect(() => allocating<unknown>(defaultEvolution, make)).toThrow(
      expect.objectContaining({ code: 'convection-memory', message: expect.stringContaining('64 x 84 cells') }),
    );
  });

  it.each([
    ['writing beyond an array', () => new Float64Array(2).set([1, 2, 3])],
    ['digits that no number has', () => (1).toFixed(1000)],
    [
      'endless recursion',
      function forever(): never {
        return forever();
      },
    ],
  ])('does not take %s for a lack of memory', (_, make) => {
    expect(() => allocating<unknown>(defaultEvolution, make)).toThrow(RangeError);
  });
});
