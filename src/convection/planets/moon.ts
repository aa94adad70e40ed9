// The Moon.
import { referenceState, usualMaterials } from './materials.js';
import { peridotiteMelting } from './peridotite-melting.js';
import type { PlanetEntry } from './planet-data.js';

export const moon: PlanetEntry = {
  // Wieczorek et al. (2013, Science 339).
  planetRadius: 1.7374e6,
  // Weber et al. (2011, Science 331): 330 ± 20 km; the density is the mean of their fluid (5100) and solid (8000) core.
  coreRadius: 3.3e5,
  coreDensity: 6200,
  // GM/R² with GM = 4.9028e12 m³/s² (GRAIL). In the Moon g falls to less than half at the core; here it is constant.
  gravity: 1.62,
  // The mass of 7.346e22 kg less that of the core.
  mantleDensity: 3320,
  ...usualMaterials,
  // α K constant, K = 130 GPa + 4 p (olivine), over the 5 GPa of the true mantle.
  expansivityContrast: 1.15,
  // Laneuville et al. (2013, J. Geophys. Res. Planets 118): 250 K; the core starts at about 2000 K in such models: uncertain.
  surfaceTemperature: 250,
  initialCoreTemperature: 2000,
  // Wieczorek et al. (2013): 34 to 43 km; anorthosite conducts worse than the mantle, 2 W/m/K is ours.
  crustThickness: 40e3,
  crustConductivity: 2,
  // Taylor (1982, Planetary Science: A Lunar Perspective).
  uranium: 33e-9,
  thorium: 125e-9,
  potassium: 83e-6,
  ...referenceState,
  // Olivine is stable in the whole mantle.
  phaseTransitions: [],
  ...peridotiteMelting,
};
