// Settings: bounds of the viscosity, steps and tolerances.
import { z } from 'zod';
import { secondsPerYear } from '../../../foundation/time-units.js';
import { number, positive } from './values.js';

/** Above it, round-off spoils the flow. */
const MAX_VISCOSITY_CONTRAST = 1e12;

export const viscositySettings = {
  viscosityLimits: z
    .strictObject({ minimum: number('a number'), maximum: number('a number') })
    .refine(({ minimum, maximum }) => minimum > 0 && minimum < maximum && maximum / minimum <= MAX_VISCOSITY_CONTRAST, {
      message: `expected a positive minimum below the maximum, at most ${MAX_VISCOSITY_CONTRAST.toExponential()} apart`,
    })
    .default({ minimum: 1e18, maximum: 1e28 })
    .describe(
      'Pa s: the maximum makes the cold lid computable, the minimum keeps thermal boundary layers within reach of the grid',
    ),
};

export const stepSettings = {
  courantNumber: positive('a number in (0, 16]')
    .max(16, 'expected a number in (0, 16]')
    .optional()
    .describe('share of its volume that the fastest cell loses in a step; by default radial cells / 32, from 1 to 8'),
  longestStep: positive()
    .default(4e6 * secondsPerYear)
    .describe('s'),
  stokesTolerance: positive('a number between 0 and 1')
    .lt(1, 'expected a number between 0 and 1')
    .default(5e-3)
    .describe('relative error allowed in a Stokes solution, in the energy norm'),
};
