// Settings: the crust and the temperature at the start.
import { z } from 'zod';
import { pathSchema } from '../../../foundation/names.js';
import { MAX_TEMPERATURE } from '../../planets/planet-data.js';
import { between, nonnegative, positive, whole } from './values.js';

const initialState = z.strictObject({
  file: pathSchema.describe('relative paths start at the working folder'),
  snapshot: whole(0).optional().describe('of an archive file, from 0 on; by default the last'),
});

const perturbation = z.strictObject({
  amplitude: between(0, MAX_TEMPERATURE, `kelvins from 0 to ${MAX_TEMPERATURE}`)
    .default(20)
    .describe('K: the largest deviation, where all modes add up'),
  modes: z
    .array(z.strictObject({ mode: whole(1), weight: positive() }), 'expected a list of { mode, weight }')
    .min(1, 'expected at least one mode')
    .refine((modes) => new Set(modes.map(({ mode }) => mode)).size === modes.length, 'expected each mode once')
    .default([
      { mode: 2, weight: 0.4 },
      { mode: 3, weight: 0.35 },
      { mode: 5, weight: 0.25 },
    ])
    .describe(
      'a list of { mode, weight }: half wavelengths over the sector, fewer than azimuthal cells, and their relative amplitudes',
    ),
  seed: whole(0)
    .optional()
    .describe('draws the sign and size of each mode, in proportion to its weight; without it they are as given'),
});

/** Whether a file to start from is a profile; any other is an archive file, whose snapshot is a field. */
export function isProfile(file: string): boolean {
  return file.toLowerCase().endsWith('.csv');
}

export const startSettings = {
  crustThickness: nonnegative().optional().describe("m; with melting, at the start; by default the planet's"),
  boundaryLayerThickness: positive()
    .optional()
    .describe('m: of the initial ones at core and surface; by default 300 km, but at most a quarter of the mantle'),
  initialState: initialState
    .optional()
    .describe(
      '{ file, snapshot? }: a temperature to start from, in place of initialTemperature and the boundary layers: a snapshot of an archive file (by default its last), without perturbation; or a profile, CSV with the header radius_m,temperature_K',
    ),
  perturbation: perturbation.prefault({}).describe('of the initial temperature; it vanishes at core and surface'),
};
