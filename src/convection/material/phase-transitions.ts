// The two exothermic phase transitions of olivine in the Martian mantle, as phase functions (Christensen & Yuen 1985):
//   Γ = ½ [1 + tanh(π / w)],   π = d - d₀ - γ (T - T₀)
// the fraction of a transition that rock has undergone: 0 above, 1 below. d₀ is the depth at the reference temperature,
// γ the Clapeyron slope. All nondimensional (γ: of depth in D per ΔT), except in `PhaseTransition`.
import type { Grid } from '../grid.js';
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
  /** Half the width of the transition, w, in m. */
  readonly halfWidth: number;
}

/** The share of olivine in the rock: only it transforms. */
const OLIVINE = 0.55;

/**
 * Depths on Earth (410 and 520 km: 13.7 and 17.9 GPa in PREM) at 1662 K, slopes, density jumps of olivine and its share:
 * Arredondo & Billen (2017), Table 1. Iron, which makes Martian transitions shallower and wider, is not accounted for.
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
  readonly halfWidth: number;
  /** Density jump over the thermal density contrast, Δρ / (ρ α ΔT): the phase Rayleigh number over the thermal one. */
  readonly buoyancyRatio: number;
  /** Latent heat over c_p (T + T₀): Di × buoyancy ratio × slope. */
  readonly latentHeat: number;
}

export function phaseFunction(transition: PhaseTransition): PhaseFunction {
  const slope = (transition.clapeyronSlope * temperatureScale) / overburden;
  const buoyancyRatio = transition.densityJump / (mantle.thermalExpansivity * temperatureScale);
  return {
    depth: transition.pressure / overburden,
    temperature: nondimensionalTemperature(transition.temperature),
    slope,
    halfWidth: transition.halfWidth / mantle.depth,
    buoyancyRatio,
    latentHeat: dissipationNumber * buoyancyRatio * slope,
  };
}

/** Beyond so many half-widths Γ is 0 or 1 to the last bit. */
const FAR = 19;

/** Γ at a depth and a temperature. */
export function phaseFraction(phase: PhaseFunction, depth: number, temperature: number): number {
  const excess = (depth - phase.depth - phase.slope * (temperature - phase.temperature)) / phase.halfWidth;
  if (excess > FAR) return 1;
  return excess < -FAR ? 0 : 0.5 * (1 + Math.tanh(excess));
}

/** Fills `target` with Σ weight × Γ over the transitions, per cell. */
export function weightedFractions(
  grid: Grid,
  phases: readonly PhaseFunction[],
  weight: 'buoyancyRatio' | 'latentHeat',
  temperature: Float64Array,
  target: Float64Array,
): void {
  const surface = grid.rNode[grid.radial];
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      let sum = 0;
      for (const phase of phases)
        sum += phase[weight] * phaseFraction(phase, surface - grid.rCell[i], temperature[cell]);
      target[cell] = sum;
    }
  }
}
