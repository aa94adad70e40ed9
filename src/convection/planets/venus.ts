// Venus, of which little is measured below the surface: like Earth where nothing else is said.
import { earth } from './earth.js';
import type { PlanetEntry } from './planet-data.js';

export const venus: PlanetEntry = {
  // Abundances and materials of Earth: no bulk composition of Venus is known.
  ...earth,
  // Seidelmann et al. (2007, Celest. Mech. Dyn. Astron. 98).
  planetRadius: 6.0518e6,
  // Stevenson et al. (1983, Icarus 54): a core in proportion to Earth's. Unmeasured: uncertain by some 300 km.
  coreRadius: 3.11e6,
  // GM/R² with GM = 3.24859e14 m³/s² (Magellan).
  gravity: 8.87,
  // The mass of 4.867e24 kg with a core as dense as Earth's.
  mantleDensity: 4340,
  coreDensity: 10_960,
  // Seiff et al. (1985, Adv. Space Res. 5): the reference atmosphere.
  surfaceTemperature: 735,
  // James et al. (2013, J. Geophys. Res. Planets 118): 8 to 25 km on average.
  crustThickness: 20e3,
};
