// How terrestrial peridotite melts: what planets take for want of experiments on their own rock.
import type { PlanetData } from './planet-data.js';

/**
 * Solidus and liquidus of Katz et al. (2003, G-cubed 4, Table 2), in K. Melt is extracted down to where these fits end,
 * 10 GPa. Latent heat, partition coefficient, density and depletion of harzburgite: see mars.ts.
 */
export const peridotiteMelting: Pick<
  PlanetData,
  | 'solidus'
  | 'liquidus'
  | 'latentHeatOfMelting'
  | 'maximumExtractionPressure'
  | 'partitionCoefficient'
  | 'residueDepletion'
  | 'residueDensityDeficit'
> = {
  solidus: [1358.85, 132.9, -5.1],
  liquidus: [2053.15, 45, -2],
  latentHeatOfMelting: 6e5,
  maximumExtractionPressure: 10e9,
  partitionCoefficient: 0.001,
  residueDepletion: 0.3,
  residueDensityDeficit: 60,
};
