// What a rheology is: how the viscosity of rock follows from temperature, depth and, where it yields, stress.
import type { Plasticity } from '../material/plasticity.js';
import type { ViscosityLaw } from '../material/viscosity.js';
import { gasConstant, type Scales } from '../scales.js';

/** Diffusion creep in nondimensional numbers. The reference state is where the viscosity is the reference viscosity, 1. */
export interface Creep {
  /** E = E_a / (R ΔT). */
  readonly energy: number;
  /** V = V_a ρ g D / (R ΔT): activation volume times pressure is V × depth. */
  readonly volume: number;
  readonly referenceDepth: number;
  /** Absolute: T_ref + T₀. */
  readonly referenceTemperature: number;
  /** T₀: added to a temperature, it makes it absolute. */
  readonly surfaceTemperatureRatio: number;
}

/** Bounds of the viscosity. */
export interface ViscosityLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/** A member of the registry. All nondimensional. */
export interface Rheology {
  /** For the provenance in archives. */
  readonly description: string;
  /** ln η without bounds; `viscosityLaw` bounds it. */
  readonly logarithm: (creep: Creep) => ViscosityLaw;
  /** Absent: rock does not yield. */
  readonly plasticity?: (yieldStress: number, limits: ViscosityLimits) => Plasticity;
}

/** ln η within its bounds. Without a maximum the cold surface would be 10¹⁷ to 10⁸⁸ times as viscous as the reference. */
export function viscosityLaw(rheology: Rheology, creep: Creep, { minimum, maximum }: ViscosityLimits): ViscosityLaw {
  const logarithm = rheology.logarithm(creep);
  const lowest = Math.log(minimum);
  const highest = Math.log(maximum);
  return (temperature, depth) => Math.min(Math.max(logarithm(temperature, depth), lowest), highest);
}

/**
 * The creep of rock on a planet.
 *
 * @param activationEnergy J/mol
 * @param activationVolume m³/mol
 */
export function creepOf(
  { planet, overburden, temperature, surfaceTemperatureRatio }: Scales,
  activationEnergy: number,
  activationVolume: number,
): Creep {
  return {
    energy: activationEnergy / (gasConstant * temperature),
    volume: (activationVolume * overburden) / (gasConstant * temperature),
    referenceDepth: planet.referencePressure / overburden,
    referenceTemperature: planet.referenceTemperature / temperature,
    surfaceTemperatureRatio,
  };
}
