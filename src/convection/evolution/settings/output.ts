// Settings: how long an evolution lasts, and what is kept of it at which times.
import { z } from 'zod';
import { secondsPerYear } from '../../../foundation/time-units.js';
import { between, choice, positive, whole } from './values.js';

/** s: a smaller number is probably one of years or of gigayears. */
const MIN_DURATION = 1e6 * secondsPerYear;
/** All snapshots are kept in memory. */
const MAX_INTERVALS = 100_000;
/** What can be written beside the temperature. */
const flowOutputs = ['velocity', 'viscosity', 'stream-function'] as const;

export type FlowOutput = (typeof flowOutputs)[number];

export const outputSettings = {
  // Absent rather than empty by default: files keep the configuration, and those without these fields keep their bytes.
  outputs: z
    .array(choice(flowOutputs), `expected a list of ${flowOutputs.join(', ')}`)
    .refine((names) => new Set(names).size === names.length, 'expected each of them once')
    .optional()
    .describe(`a list of ${flowOutputs.join(', ')}: fields that are written beside the temperature; by default none`),
  duration: between(MIN_DURATION, Number.MAX_VALUE, 'at least 1 Myr, in seconds: 4.5 Gyr are 1.42e17')
    .default(4.5e9 * secondsPerYear)
    .describe('s'),
  outputIntervals: whole(1, MAX_INTERVALS)
    .default(100)
    .describe(
      'output intervals; output k is at duration × (k / outputIntervals)^outputExponent, output 0 is the start',
    ),
  outputExponent: positive().default(1.5).describe('above 1: denser output early'),
};
