// Settings: the sector and its cells.
import { z } from 'zod';
import { geometryNames, usualGeometry } from '../../../foundation/geometries/registry.js';
import { between, choice, flag, positive, whole } from './values.js';

/** Above it, the middle of the mantle has hardly any cells. */
const MAX_STRETCHING = 20;

export const gridSettings = {
  geometry: choice(geometryNames)
    .default(usualGeometry)
    .describe(
      'cylinder has rescaled radii: core and surface areas relate as on the sphere; spherical-annulus has true radii, and volumes do so too',
    ),
  cells: z
    .strictObject({ radial: whole(4), azimuthal: whole(4) })
    .default({ radial: 64, azimuthal: 84 })
    .describe('cells from core to surface, and over the sector'),
  stretching: between(1, MAX_STRETCHING)
    .default(3)
    .describe('height of a cell in the middle over that of one at the core or the surface; 1: uniform'),
  sectorAngle: positive('radians, above 0, at most a full circle (6.283)')
    .max(2 * Math.PI, 'expected radians, above 0, at most a full circle (6.283)')
    .default(Math.PI / 2)
    .describe('angle of the sector, rad; its sides are mirrors'),
  ghostCells: flag()
    .default(false)
    .describe('write a declared layer of ghost cells around the fields; 300 x 392 cells are 302 x 394 points then'),
};
