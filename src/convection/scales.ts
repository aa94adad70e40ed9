// Dimensional constants of the Mars-like mantle and the scales they give. SI units. Values as in the notebooks of
// Agarwal et al. (github.com/agsiddhant/ForwardSurrogate_Mars_2D); heat capacities and core density reproduce the ratio
// of volumetric heat capacities 0.70588 used there.
import { secondsPerYear } from '../foundation/time-units.js';

export { secondsPerYear };

export const mantle = {
  /** Depth of the mantle D, m. */
  depth: 1.7e6,
  density: 3500,
  gravity: 3.7,
  thermalExpansivity: 2.5e-5,
  thermalDiffusivity: 1e-6,
  /** W/m/K. */
  conductivity: 4,
  /** J/kg/K. */
  heatCapacity: 1200,
} as const;

export const core = {
  /** True (spherical) core radius, m. */
  radius: 1.7e6,
  density: 7000,
  heatCapacity: 850,
  /** K, at the start of the evolution. */
  initialTemperature: 2250,
} as const;

export const surfaceTemperature = 250;
export const gasConstant = 8.314;

/** Temperature scale ΔT, K: initial core minus surface. */
export const temperatureScale = core.initialTemperature - surfaceTemperature;
/** Time scale D²/κ, s (91.6 Gyr). */
export const timeScale = mantle.depth ** 2 / mantle.thermalDiffusivity;
/** Velocity scale κ/D, m/s. */
export const velocityScale = mantle.thermalDiffusivity / mantle.depth;
/** Heat flux scale kΔT/D, W/m². */
export const heatFluxScale = (mantle.conductivity * temperatureScale) / mantle.depth;
/** Scale of the heat stored under an area, (k/κ) ΔT D, J/m²: that of heat flux times that of time. */
export const storedHeatScale = heatFluxScale * timeScale;
/** Scale of volumetric heat sources kΔT/D², W/m³: with it they balance conduction, whose scale it is. */
export const heatSourceScale = heatFluxScale / mantle.depth;
/**
 * Scale ρ c_p κ ΔT/D², W/m³, of the heat that work and reactions set free. Dissipation number and latent heat are made
 * with c_p, so it is this scale that gives η ε², ρ α T g u_r and the latent heat back. It is 1.05 times the scale of
 * sources, because the authors' constants do not satisfy k = κ ρ c_p.
 */
export const workScale = (mantle.density * mantle.heatCapacity * temperatureScale) / timeScale;
/** Surface temperature over ΔT: added to a nondimensional temperature, it makes it absolute. */
export const surfaceTemperatureRatio = surfaceTemperature / temperatureScale;

/** Dissipation number α g D / c_p: adiabatic temperature change over the mantle, relative to the temperature. */
export const dissipationNumber = (mantle.thermalExpansivity * mantle.gravity * mantle.depth) / mantle.heatCapacity;
/** Weight of the whole mantle per area ρ g D, Pa: pressure is it times the depth. */
export const overburden = mantle.density * mantle.gravity * mantle.depth;

/** Nondimensional radii: (r_i/r_o) = (1700/3400)², so that core and surface areas relate as on the sphere. */
export const innerRadius = 1 / 3;
export const outerRadius = 4 / 3;

/** Thermal Rayleigh number of a reference viscosity in Pa s: ρ g α ΔT D³ / (η κ). */
export function rayleighNumber(referenceViscosity: number): number {
  const { density, gravity, thermalExpansivity, depth, thermalDiffusivity } = mantle;
  return (
    (density * gravity * thermalExpansivity * temperatureScale * depth ** 3) / (referenceViscosity * thermalDiffusivity)
  );
}

/** Nondimensional temperature of one in kelvin. */
export function nondimensionalTemperature(kelvin: number): number {
  return (kelvin - surfaceTemperature) / temperatureScale;
}

/** Kelvin of a nondimensional temperature. */
export function kelvin(temperature: number): number {
  return temperatureScale * temperature + surfaceTemperature;
}

/** Years of a nondimensional time. */
export function years(time: number): number {
  return (time * timeScale) / secondsPerYear;
}

/** Pressure in Pa at a nondimensional depth. */
export function pressure(depth: number): number {
  return overburden * depth;
}
