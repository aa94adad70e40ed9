// Earth, under a stagnant lid unless the rheology yields.

import { referenceState, usualMaterials } from './materials.js';
import { olivineTransitions } from './olivine.js';
import { peridotiteMelting } from './peridotite-melting.js';
import type { PlanetEntry } from './planet-data.js';

export const earth: PlanetEntry = {
  // PREM: Dziewonski & Anderson (1981, Phys. Earth Planet. Inter. 25); densities are masses over volumes.
  planetRadius: 6.371e6,
  coreRadius: 3.48e6,
  mantleDensity: 4460,
  coreDensity: 10_960,
  // GM/R²; in PREM's mantle g lies between 9.8 and 10.7 m/s².
  gravity: 9.82,
  ...usualMaterials,
  // Chopelas & Boehler (1992, Geophys. Res. Lett. 19): about 3e-5 to 1e-5 1/K from the upper to the lower mantle.
  expansivityContrast: 3,
  surfaceTemperature: 288,
  // Hot enough to leave the 4000 K or so of the core-mantle boundary at present (Lay et al. 2008, Nat. Geosci. 1): ours.
  initialCoreTemperature: 4500,
  // Mean of continents and oceans, CRUST1.0 (Laske et al. 2013, EGU abstract), rounded; the conductivity is ours.
  crustThickness: 20e3,
  crustConductivity: 3,
  // McDonough & Sun (1995, Chem. Geol. 120): the silicate Earth.
  uranium: 20.3e-9,
  thorium: 79.5e-9,
  potassium: 240e-6,
  ...referenceState,
  // The endothermic transition at 660 km is left out: the phase functions are those of exothermic ones. The width is
  // ours.
  phaseTransitions: olivineTransitions(10e3),
  ...peridotiteMelting,
};
