// Kinds of values of settings. Each has one message for whatever is wrong with a value: what it should be.
import { z } from 'zod';

export const number = (wanted: string) => z.number(`expected ${wanted}`);

export const positive = (wanted = 'a positive number') => number(wanted).positive(`expected ${wanted}`);

export const nonnegative = (wanted = 'zero or a positive number') => number(wanted).min(0, `expected ${wanted}`);

export const between = (minimum: number, maximum: number, wanted = `a number from ${minimum} to ${maximum}`) =>
  number(wanted).min(minimum, `expected ${wanted}`).max(maximum, `expected ${wanted}`);

export const whole = (minimum: number, maximum = Number.MAX_SAFE_INTEGER) => {
  const wanted = maximum === Number.MAX_SAFE_INTEGER ? `from ${minimum} on` : `from ${minimum} to ${maximum}`;
  const message = `expected a whole number ${wanted}`;
  return z.int(message).min(minimum, message).max(maximum, message);
};

export const flag = () => z.boolean('expected true or false');

export const choice = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, `expected ${names.join(' or ')}`);
