// The scales that make the equations of a planet nondimensional, and the numbers that its constants leave in them.
import { secondsPerYear } from '../foundation/time-units.js';
import type { PlanetData } from './planets/planet-data.js';

export { secondsPerYear };

/** J/mol/K */
export const gasConstant = 8.314;

/** SI units; computed once for an evolution. */
export interface Scales {
  readonly planet: PlanetData;
  /** Length D, m: the depth of the mantle. */
  readonly depth: number;
  /** ΔT, K: initial core minus surface. */
  readonly temperature: number;
  /** D²/κ, s. */
  readonly time: number;
  /** κ/D, m/s. */
  readonly velocity: number;
  /** kΔT/D, W/m². */
  readonly heatFlux: number;
  /** Heat stored under an area, (k/κ) ΔT D, J/m²: heat flux times time. */
  readonly storedHeat: number;
  /** Volumetric heat sources kΔT/D², W/m³: with it they balance conduction, whose scale it is. */
  readonly heatSource: number;
  /**
   * ρ c_p κ ΔT/D², W/m³: heat that work and reactions set free. Dissipation number and latent heat are made with c_p, so
   * it is this scale that gives η ε², ρ α T g u_r and the latent heat back. It is that of sources where k = κ ρ c_p; for
   * the constants of Mars, 1.05 times that.
   */
  readonly work: number;
  /** T₀ = surface temperature over ΔT: added to a nondimensional temperature, it makes it absolute. */
  readonly surfaceTemperatureRatio: number;
  /** Di = α g D / c_p: adiabatic temperature change over the mantle, relative to the temperature. */
  readonly dissipationNumber: number;
  /** Weight of the whole mantle per area ρ g D, Pa: pressure is it times the depth. */
  readonly overburden: number;
  /** dT_c/dt of the core per unit heat flux out of it (`energy/core-cooling.ts`). */
  readonly coreCoolingRate: number;
  /** Of the core, per volume, J/m³/K: that of the mantle, k/κ, over the ratio ρ c_p of the mantle to that of the core. */
  readonly coreHeatCapacity: number;
}

export function scalesOf(planet: PlanetData): Scales {
  const { planetRadius, coreRadius, mantleDensity, mantleHeatCapacity, coreDensity, coreHeatCapacity } = planet;
  const { gravity, thermalExpansivity, thermalDiffusivity, conductivity, surfaceTemperature } = planet;
  const depth = planetRadius - coreRadius;
  const temperature = planet.initialCoreTemperature - surfaceTemperature;
  const time = depth ** 2 / thermalDiffusivity;
  const heatFlux = (conductivity * temperature) / depth;
  return {
    planet,
    depth,
    temperature,
    time,
    velocity: thermalDiffusivity / depth,
    heatFlux,
    storedHeat: heatFlux * time,
    heatSource: heatFlux / depth,
    work: (mantleDensity * mantleHeatCapacity * temperature) / time,
    surfaceTemperatureRatio: surfaceTemperature / temperature,
    dissipationNumber: (thermalExpansivity * gravity * depth) / mantleHeatCapacity,
    overburden: mantleDensity * gravity * depth,
    coreCoolingRate:
      -((3 * depth) / coreRadius) * ((mantleDensity * mantleHeatCapacity) / (coreDensity * coreHeatCapacity)),
    coreHeatCapacity:
      (conductivity / thermalDiffusivity) * ((coreDensity * coreHeatCapacity) / (mantleDensity * mantleHeatCapacity)),
  };
}

/** Thermal Rayleigh number of a reference viscosity in Pa s: ρ g α ΔT D³ / (η κ). */
export function rayleighNumber({ planet, temperature, depth }: Scales, referenceViscosity: number): number {
  const { mantleDensity, gravity, thermalExpansivity, thermalDiffusivity } = planet;
  return (
    (mantleDensity * gravity * thermalExpansivity * temperature * depth ** 3) /
    (referenceViscosity * thermalDiffusivity)
  );
}

/** Nondimensional temperature of one in kelvin. */
export function nondimensionalTemperature({ planet, temperature }: Scales, kelvin: number): number {
  return (kelvin - planet.surfaceTemperature) / temperature;
}

/** Kelvin of a nondimensional temperature. */
export function kelvin({ planet, temperature }: Scales, nondimensional: number): number {
  return temperature * nondimensional + planet.surfaceTemperature;
}

/** Years of a nondimensional time. */
export function years({ time }: Scales, nondimensional: number): number {
  return (nondimensional * time) / secondsPerYear;
}

/** Pressure in Pa at a nondimensional depth. */
export function pressure({ overburden }: Scales, depth: number): number {
  return overburden * depth;
}
