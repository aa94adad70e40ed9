// Mars as InSight found it: core, crust, and where its heat sources are. The rock is that of `mars.ts`.
import { mars } from './mars.js';
import { referenceState, usualMaterials } from './materials.js';
import type { PlanetEntry } from './planet-data.js';

const { surfaceTemperature, initialCoreTemperature, crustConductivity, uranium, thorium, potassium } = mars;
const { expansivityContrast, phaseTransitions, solidus, liquidus, latentHeatOfMelting } = mars;
const { maximumExtractionPressure, partitionCoefficient, residueDepletion, residueDensityDeficit } = mars;

export const marsInsight: PlanetEntry = {
  planetRadius: 3.3895e6,
  // Khan et al. (2023, Nature 622): 1675 ± 30 km, below 150 km of molten silicate, which is mantle here. Samuel et al.
  // (2023, Nature 622): 1650 ± 20 km. Stähler et al. (2021, Science 373) had taken the top of that layer for the core:
  // 1830 ± 40 km, 5700 to 6300 kg/m³. The density is that of Khan et al.
  coreRadius: 1.675e6,
  coreDensity: 6650,
  // GM/R² with GM = 4.2828e13 m³/s².
  gravity: 3.728,
  // The mass of 6.417e23 kg less that of the core.
  mantleDensity: 3560,
  ...usualMaterials,
  expansivityContrast,
  surfaceTemperature,
  initialCoreTemperature,
  // Kim et al. (2023, Geophys. Res. Lett. 50): 42 to 56 km. They have 50 to 70 % of the heat sources in the crust, which
  // is on the sphere an enrichment Λ of 20 to 46 of a crust of 49 km: set Λ = 29 for 60 %.
  crustThickness: 49e3,
  crustConductivity,
  uranium,
  thorium,
  potassium,
  ...referenceState,
  phaseTransitions,
  solidus,
  liquidus,
  latentHeatOfMelting,
  maximumExtractionPressure,
  partitionCoefficient,
  residueDepletion,
  residueDensityDeficit,
};
