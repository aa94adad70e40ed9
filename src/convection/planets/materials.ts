// What planets share for want of measurements of their own.
import type { PlanetData } from './planet-data.js';

/** Silicate mantle and iron core: Stevenson et al. (1983, Icarus 54), Table I. */
export const usualMaterials: Pick<
  PlanetData,
  'mantleHeatCapacity' | 'coreHeatCapacity' | 'conductivity' | 'thermalExpansivity'
> = {
  mantleHeatCapacity: 1200,
  coreHeatCapacity: 840,
  conductivity: 4,
  thermalExpansivity: 2e-5,
};

/** Where viscosities are compared: Karato & Wu (1993, Science 260); Breuer & Spohn (2006, Planet. Space Sci. 54). */
export const referenceState: Pick<PlanetData, 'referenceTemperature' | 'referencePressure'> = {
  referenceTemperature: 1600,
  referencePressure: 3e9,
};
