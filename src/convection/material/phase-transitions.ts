// Exothermic phase transitions of mantle rock, as phase functions (Christensen & Yuen 1985):
// the fraction Γ of a transition that rock has undergone depends on its excess depth alone,
//   π = d - d₀ - γ (T - T_ref)
// d₀ is the depth at the reference temperature, γ the Clapeyron slope; Γ is 0 above, 1 below. In between it is the
// smooth step of fifth order that rises in the middle as steeply as ½ [1 + tanh(π / w)],
//   Γ = ½ + t (15 - 10 t² + 3 t⁴) / 16,   t = π / s,   s = 15/8 w
// and, other than the hyperbolic tangent, ends: a transition touches the few cells that it crosses and no others, as
// minerals coexist over a limited range of pressure. All nondimensional (γ: of depth in D per ΔT).
import type { PhaseTransition } from '../planets/planet-data.js';
import { nondimensionalTemperature, type Scales } from '../scales.js';

/** A transition in nondimensional numbers. */
export interface PhaseFunction {
  readonly depth: number;
  readonly temperature: number;
  readonly slope: number;
  /** s: at a larger excess depth, up or down, Γ is 0 or 1. */
  readonly reach: number;
  /** Density jump over the thermal density contrast, Δρ / (ρ α ΔT): the phase Rayleigh number over the thermal one. */
  readonly buoyancyRatio: number;
  /** Di × buoyancy ratio. */
  readonly heatRatio: number;
  /** T₀ of the scales. */
  readonly surfaceTemperatureRatio: number;
  /** Latent heat over c_p (T + T₀): Di × buoyancy ratio × slope. */
  readonly latentHeat: number;
}

/** s / w: the smooth step is as steep in the middle as the hyperbolic tangent. */
const REACH = 15 / 8;

export function phaseFunction(transition: PhaseTransition, scales: Scales): PhaseFunction {
  const { planet, overburden } = scales;
  const slope = (transition.clapeyronSlope * scales.temperature) / overburden;
  const buoyancyRatio = transition.densityJump / (planet.thermalExpansivity * scales.temperature);
  const heatRatio = scales.dissipationNumber * buoyancyRatio;
  return {
    depth: transition.pressure / overburden,
    temperature: nondimensionalTemperature(scales, transition.temperature),
    slope,
    reach: (REACH * transition.halfWidth) / scales.depth,
    buoyancyRatio,
    heatRatio,
    surfaceTemperatureRatio: scales.surfaceTemperatureRatio,
    latentHeat: heatRatio * slope,
  };
}

/** The transitions of a planet. */
export function phaseFunctions(scales: Scales): PhaseFunction[] {
  return scales.planet.phaseTransitions.map((transition) => phaseFunction(transition, scales));
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
