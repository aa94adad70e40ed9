// The two exothermic phase transitions of olivine in the Martian mantle, as phase functions (Christensen & Yuen 1985):
// the fraction Γ of a transition that rock has undergone depends on its excess depth alone,
//   π = d - d₀ - γ (T - T_ref)
// d₀ is the depth at the reference temperature, γ the Clapeyron slope; Γ is 0 above, 1 below. In between it is the
// smooth step of fifth order that rises in the middle as steeply as ½ [1 + tanh(π / w)],
//   Γ = ½ + t (15 - 10 t² + 3 t⁴) / 16,   t = π / s,   s = 15/8 w
// and, other than the hyperbolic tangent, ends: a transition touches the few cells that it crosses and no others, as
// minerals coexist over a limited range of pressure. All nondimensional (γ: of depth in D per ΔT), except in
// `PhaseTransition`.
import { dissipationNumber, mantle, nondimensionalTemperature, overburden, temperatureScale } from '../scales.js';

/** SI units. */
export interface PhaseTransition {
  readonly name: string;
  /** Pa, at `temperature` (K). */
  readonly pressure: number;
  readonly temperature: number;
  /** Pa/K. */
  readonly clapeyronSlope: number;
  /** Density jump of the whole rock over its density. */
  readonly densityJump: number;
  /** w, in m: the transition is as steep in the middle as tanh(depth / w). */
  readonly halfWidth: number;
}

/** The share of olivine in the rock: only it transforms. */
const OLIVINE = 0.55;

/**
 * Depths on Earth (410 and 520 km: 13.7 and 17.9 GPa in PREM) at 1662 K, slopes, density jumps of olivine and its
 * share: Arredondo & Billen (2017), Table 1. Iron, which makes Martian transitions shallower and wider, is not
 * accounted for.
 */
export const martianTransitions: readonly [PhaseTransition, PhaseTransition] = [
  {
    name: 'olivine to wadsleyite',
    pressure: 13.7e9,
    temperature: 1662,
    clapeyronSlope: 4e6,
    densityJump: OLIVINE * (171.6 / 3300),
    halfWidth: 25e3,
  },
  {
    name: 'wadsleyite to ringwoodite',
    pressure: 17.9e9,
    temperature: 1662,
    clapeyronSlope: 4.1e6,
    densityJump: OLIVINE * (86.79 / 3300),
    halfWidth: 25e3,
  },
];

/** A transition in nondimensional numbers. */
export interface PhaseFunction {
  readonly depth: number;
  readonly temperature: number;
  readonly slope: number;
  /** s: beyond so much excess depth, up or down, Γ is 0 or 1. */
  readonly reach: number;
  /** Density jump over the thermal density contrast, Δρ / (ρ α ΔT): the phase Rayleigh number over the thermal one. */
  readonly buoyancyRatio: number;
  /** Latent heat over c_p (T + T₀): Di × buoyancy ratio × slope. */
  readonly latentHeat: number;
}

/** s / w: the smooth step is as steep in the middle as the hyperbolic tangent. */
const REACH = 15 / 8;

export function phaseFunction(transition: PhaseTransition): PhaseFunction {
  const slope = (transition.clapeyronSlope * temperatureScale) / overburden;
  const buoyancyRatio = transition.densityJump / (mantle.thermalExpansivity * temperatureScale);
  return {
    depth: transition.pressure / overburden,
    temperature: nondimensionalTemperature(transition.temperature),
    slope,
    reach: (REACH * transition.halfWidth) / mantle.depth,
    buoyancyRatio,
    latentHeat: dissipationNumber * buoyancyRatio * slope,
  };
}

/** π of a depth and a temperature. */
export function excessDepth(phase: PhaseFunction, depth: number, temperature: number): number {
  return depth - phase.depth - phase.slope * (temperature - phase.temperature);
}

/** Γ of an excess depth. */
export function phaseFraction({ reach }: PhaseFunction, excess: number): number {
  const t = excess / reach;
  if (t >= 1) return 1;
  if (t <= -1) return 0;
  const square = t * t;
  return 0.5 + (t * (15 + square * (3 * square - 10))) / 16;
}

/** dΓ/dπ. */
export function phaseSharpness({ reach }: PhaseFunction, excess: number): number {
  const t = excess / reach;
  return Math.abs(t) >= 1 ? 0 : ((15 / 16) * (1 - t * t) ** 2) / reach;
}

/** G, the integral of Γ over the excess depth from far above. */
export function phaseIntegral({ reach }: PhaseFunction, excess: number): number {
  const t = excess / reach;
  if (t >= 1) return excess;
  if (t <= -1) return 0;
  const square = t * t;
  return (reach * (5 + 16 * t + square * (15 + square * (square - 5)))) / 32;
}
