// The geometries that a planet can have, by the names that configurations and archives use; the first is the default.
import { cylinder } from './cylinder.js';
import type { PlanetGeometry } from './geometry.js';
import { sphericalAnnulus } from './spherical-annulus.js';

export const geometries = {
  cylinder,
  'spherical-annulus': sphericalAnnulus,
} as const satisfies Readonly<Record<string, PlanetGeometry>>;

export type GeometryName = keyof typeof geometries;

export const geometryNames = Object.keys(geometries) as [GeometryName, ...GeometryName[]];

export const usualGeometry: GeometryName = 'cylinder';
