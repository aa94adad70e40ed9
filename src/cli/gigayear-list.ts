// Moments on the command line, in Gyr.
import { InvalidArgumentError } from 'commander';
import { plainDecimal } from '../foundation/plain-number.js';
import { secondsPerYear } from '../foundation/time-units.js';

const secondsPerGigayear = 1e9 * secondsPerYear;

/** An option parser for increasing moments in Gyr; gives seconds. */
export function gigayearList(text: string): Float64Array {
  const values = text.split(',').map(plainDecimal);
  const increasing = values.every((value, index) => index === 0 || value > values[index - 1]!);
  if (!increasing || values.some((value) => !Number.isFinite(value))) {
    throw new InvalidArgumentError('expected increasing moments in Gyr, like 0.5,1,4.5.');
  }
  return Float64Array.from(values, (value) => value * secondsPerGigayear);
}
