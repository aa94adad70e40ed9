// Mars, with the constants of the simulations of Agarwal et al. (2021, arXiv 2108.10105).
import { referenceState } from './materials.js';
import { olivineTransitions } from './olivine.js';
import type { PlanetData } from './planet-data.js';

export const mars: PlanetData = {
  // Notebooks of Agarwal et al. (github.com/agsiddhant/ForwardSurrogate_Mars_2D), also k, κ, α and the two temperatures below.
  planetRadius: 3.4e6,
  coreRadius: 1.7e6,
  gravity: 3.7,
  mantleDensity: 3500,
  // With the core: both reproduce their ratio of volumetric heat capacities, 0.70588 (`rhoCpVar` of the core in their
  // PBML_Mantle_Convection, prepare_gaia_ini.py). As the mantle stores k/κ = 4.0 MJ/m³/K, the core has 5.667, not
  // 7000 × 850 = 5.95 (docs/physics.md).
  mantleHeatCapacity: 1200,
  coreDensity: 7000,
  coreHeatCapacity: 850,
  // As the notebooks have them: k = κ ρ c_p does not hold, κ ρ c_p is 4.2 W/m/K (docs/physics.md).
  conductivity: 4,
  thermalDiffusivity: 1e-6,
  thermalExpansivity: 2.5e-5,
  // α g falls by a factor of 2 to 3 from the surface to the core: Breuer et al. (1997, Geophys. Res. Lett. 24).
  expansivityContrast: 2,
  // Of the notebooks.
  surfaceTemperature: 250,
  initialCoreTemperature: 2250,
  // Within the 24 to 72 km of Knapmeyer-Endrun et al. (2021, Science 373); the conductivity is ours, of basalt.
  crustThickness: 64e3,
  crustConductivity: 3,
  // Wänke & Dreibus (1994, Philos. Trans. R. Soc. A 349).
  uranium: 16e-9,
  thorium: 56e-9,
  potassium: 305e-6,
  ...referenceState,
  // The width is ours.
  phaseTransitions: olivineTransitions(25e3),
  // Ruedas & Breuer (2017, J. Geophys. Res. Planets 122), App. A: a fit to experiments on Martian compositions; the
  // coefficients are those of the first author's program solliq, v. 1.3; below 23 GPa.
  solidus: [1340.38, 130.33, -6.37695, 0.118912],
  // Peridotite: Takahashi (1990), in the form of Morschhauser et al. (2011, Icarus 212), eq. 17.
  liquidus: [2035, 57.46, -3.487, 0.0769],
  // A melting entropy of 300 J/kg/K (Katz et al. 2003, G-cubed 4, Table 2) times 2000 K.
  latentHeatOfMelting: 6e5,
  // Our choice: iron-rich melt from deeper down is taken to be denser than the rock.
  maximumExtractionPressure: 7.4e9,
  // Of U and Th between spinel peridotite and melt, to an order of magnitude: Beattie (1993, Earth Planet. Sci. Lett. 117).
  partitionCoefficient: 0.001,
  // Our choice, both.
  residueDepletion: 0.3,
  residueDensityDeficit: 60,
};
