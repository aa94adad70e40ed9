import { expect, it } from 'vitest';
import { spreadOf } from '../../src/evaluation/spread.js';

it('takes mean, minimum and median', () => {
  expect(spreadOf([4, 1, 2])).toEqual({ mean: 7 / 3, minimum: 1, median: 2 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ mean: 2.5, minimum: 1, median: 2.5 });
  expect(() => spreadOf([])).toThrow('expected at least 1');
});
