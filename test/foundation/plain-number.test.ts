import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { plainDecimal, plainNumber } from '../../src/foundation/plain-number.js';

const numbers: readonly (readonly [number, string])[] = [
  [1e19, '1e19'],
  [250_000, '2.5e5'],
  [4e-6, '4e-6'],
  [-1.5e-7, '-1.5e-7'],
  [64_000, '64000'],
  [0.004, '0.004'],
  [0, '0'],
  [142_009_200_000_000_000, '1.420092e17'],
];

it.each(numbers)('writes %s as %s, which YAML reads as the same number', (value, text) => {
  expect(plainNumber(value)).toBe(text);
  expect(parse(text)).toBe(value);
});

it.each([
  ['1700', 1700],
  [' -2.5e3 ', -2500],
  ['.5', 0.5],
  ['4.', 4],
  ['+1E21', 1e21],
])('reads %j as a number', (text, value) => {
  expect(plainDecimal(text)).toBe(value);
});

it.each(['0x10', '0b1', 'Infinity', '', '.', '1e', '1 2', '1_000'])('does not read %j as a number', (text) => {
  expect(plainDecimal(text)).toBeNaN();
});
