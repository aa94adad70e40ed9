// A sector of a cylinder, as thick everywhere: strain is plane. Radii are rescaled so that core and surface areas relate
// as on the sphere (van Keken 2001, Phys. Earth Planet. Inter. 124); volumes then do not (docs/physics.md).
import type { PlanetGeometry } from './geometry.js';

export const cylinder: PlanetGeometry = {
  description: 'cylinder, radii rescaled',
  width: (radius) => radius,
  thickness: () => 1,
  hoop: () => 0,
  volume: (center, height) => center * height,
  resistance: (at, inner, outer) => at * Math.log(outer / inner),
  radii: ({ coreRadius, planetRadius }) => {
    const ratio = (coreRadius / planetRadius) ** 2;
    return { inner: ratio / (1 - ratio), outer: 1 / (1 - ratio) };
  },
  radiiInWords:
    "rescaled: their ratio is the square of the planet's, so that areas relate as on the sphere (docs/physics.md)",
};
