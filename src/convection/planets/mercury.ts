// Mercury.
import { referenceState, usualMaterials } from './materials.js';
import { peridotiteMelting } from './peridotite-melting.js';
import type { PlanetEntry } from './planet-data.js';

export const mercury: PlanetEntry = {
  // Perry et al. (2015, Geophys. Res. Lett. 42).
  planetRadius: 2.4394e6,
  // Hauck et al. (2013, J. Geophys. Res. Planets 118): 2020 ± 30 km, 6980 ± 280 and 3380 ± 200 kg/m³.
  coreRadius: 2.02e6,
  coreDensity: 6980,
  mantleDensity: 3380,
  // GM/R² with GM = 2.2032e13 m³/s² (MESSENGER).
  gravity: 3.7,
  ...usualMaterials,
  // α K constant, K = 130 GPa + 4 p (olivine), over 5 GPa.
  expansivityContrast: 1.15,
  // Mean of the surface, and a usual start: Tosi et al. (2013, J. Geophys. Res. Planets 118); the start is uncertain.
  surfaceTemperature: 440,
  initialCoreTemperature: 2000,
  // Padovan et al. (2015, Geophys. Res. Lett. 42): 35 ± 18 km; the conductivity is ours, of basalt.
  crustThickness: 35e3,
  crustConductivity: 3,
  // A third of the surface (Peplowski et al. 2011, Science 333: U 90 ppb, Th 220 ppb, K 1150 ppm). The third, by which
  // the bulk of the silicates is poorer than their crust, is ours: uncertain by a factor of two.
  uranium: 90e-9 / 3,
  thorium: 220e-9 / 3,
  potassium: 1150e-6 / 3,
  ...referenceState,
  // Olivine is stable in the whole mantle.
  phaseTransitions: [],
  // Mercury's mantle is poor in iron and may melt up to 100 K less easily: uncertain.
  ...peridotiteMelting,
};
