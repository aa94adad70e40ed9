// The spherical annulus (Hernlund & Tackley 2008, Phys. Earth Planet. Inter. 171, 48-54): a sector of the equatorial
// plane of a sphere, as thick as the radius. The flow has no component across the plane, but diverges from it as it
// rises: ε_θθ = u_r / r. Radii, face areas and volumes relate as on the sphere.
import type { PlanetGeometry } from './geometry.js';

export const sphericalAnnulus: PlanetGeometry = {
  description: 'spherical annulus',
  width: (radius) => radius,
  thickness: (radius) => radius,
  hoop: (radius) => 1 / radius,
  volume: (center, height) => (center * center + (height * height) / 12) * height,
  resistance: (at, inner, outer) => (at * at * (outer - inner)) / (inner * outer),
  radii: ({ coreRadius, planetRadius }) => {
    const depth = planetRadius - coreRadius;
    return { inner: coreRadius / depth, outer: planetRadius / depth };
  },
  radiiInWords: "the planet's",
};
