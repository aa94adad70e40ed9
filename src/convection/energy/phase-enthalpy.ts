// The latent heat of phase transitions as a part of the enthalpy. With P the buoyancy ratio, γ the Clapeyron slope, π
// the excess depth, Γ(π) the fraction that has changed and G its integral over π, latent heating is
//   Di P γ (T + T₀) DΓ/Dt = D/Dt { Di P [γ (T + T₀) Γ + G] } + Di P Γ u_r
// because γ DT/Dt = -u_r - Dπ/Dt. So with the enthalpy
//   h = T - Σ Di P [γ (T + T₀) Γ(π) + G(π) - G(d - d₀)]
// the energy equation is
//   Dh/Dt = div(k ∇T) + H + (Di/Ra) Φ - Di u_r [α' (T + T₀) - Σ P (Γ(π) - Γ(d - d₀))]
// The terms of d - d₀, which are those of rock at the reference temperature, cancel: they depend on depth alone, and
// keep the others small. h is carried by the flow as temperature is without transitions; beyond a transition it is T
// and a function of depth. The last term is -Di times the work of buoyancy: with friction, it adds up to nothing over
// the mantle. h rises with T, dh/dT = 1 + Σ Di P γ² (T + T₀) Γ'(π) ≥ 1, so it has an inverse.
import type { Grid } from '../grid.js';
import {
  findZones,
  isComplete,
  type PhaseColumn,
  phaseColumn,
  phaseDensity,
  zoneOf,
} from '../material/phase-column.js';
import {
  excessDepth,
  type PhaseFunction,
  phaseFraction,
  phaseIntegral,
  phaseSharpness,
} from '../material/phase-transitions.js';
import type { BoundaryTemperatures } from './boundary-temperatures.js';

/** Transitions that give off latent heat, with work arrays. */
export interface PhaseEnthalpy {
  readonly column: PhaseColumn;
  /** h - T without the transition that has begun and not ended, by zone and radial index: zones × i + zone. */
  readonly offset: Float64Array;
  /** Σ P Γ(d - d₀) by radial index. */
  readonly referenceDensity: Float64Array;
  /** Of a cell, by radial index. */
  readonly heightPerArea: Float64Array;
  /** Σ P Γ per cell. */
  readonly density: Float64Array;
  /** Di. */
  readonly dissipationNumber: number;
  /** By how much the transitions' work has heated in the latest step: integral over the area. */
  work: number;
  /** How often a temperature was not found to round-off in `MAXIMUM_ITERATIONS`. */
  unconverged: number;
}

const MAXIMUM_ITERATIONS = 50;
/** A Newton step that is shorter leaves an error of round-off. */
const LAST_STEP = 1e-8;

export function phaseEnthalpy(grid: Grid, phases: readonly PhaseFunction[], dissipationNumber: number): PhaseEnthalpy {
  const column = phaseColumn(grid, phases);
  const { depth, zones } = column;
  return {
    column,
    offset: Float64Array.from({ length: zones * grid.radial }, (_, k) => {
      const zone = k % zones;
      return offsetBeyond(phases, zone, depth[(k - zone) / zones]);
    }),
    referenceDensity: depth.map((at) =>
      phases.reduce((sum, phase) => sum + phase.buoyancyRatio * phaseFraction(phase, at - phase.depth), 0),
    ),
    heightPerArea: grid.height.map((height, i) => height / grid.cellArea[i]),
    density: new Float64Array(grid.radial * grid.azimuthal),
    dissipationNumber,
    work: 0,
    unconverged: 0,
  };
}

/** h - T in a zone, without the transition that has begun and not ended: past a transition γ (T + T₀) Γ + G does not depend on T. */
function offsetBeyond(phases: readonly PhaseFunction[], zone: number, depth: number): number {
  let offset = 0;
  for (const [k, phase] of phases.entries()) {
    const { slope, temperature, surfaceTemperatureRatio, heatRatio } = phase;
    const level = depth - phase.depth;
    const changed = isComplete(k, zone) ? slope * (temperature + surfaceTemperatureRatio) + level : 0;
    offset -= heatRatio * (changed - phaseIntegral(phase, level));
  }
  return offset;
}

/** Di P [γ (T + T₀) Γ + G]. */
function latentOf(phase: PhaseFunction, depth: number, temperature: number): number {
  const excess = excessDepth(phase, depth, temperature);
  const bound = phase.slope * (temperature + phase.surfaceTemperatureRatio) * phaseFraction(phase, excess);
  return phase.heatRatio * (bound + phaseIntegral(phase, excess));
}

/** h of a depth and a temperature. */
export function enthalpyAt(phases: readonly PhaseFunction[], depth: number, temperature: number): number {
  let enthalpy = temperature + offsetBeyond(phases, 0, depth);
  for (const phase of phases) enthalpy -= latentOf(phase, depth, temperature);
  return enthalpy;
}

/** What is carried in towards walls of these temperatures. */
export function enthalpiesAtWalls(
  { column }: PhaseEnthalpy,
  { core, surface }: BoundaryTemperatures,
): BoundaryTemperatures {
  const { grid, phases } = column;
  const depth = grid.rNode[grid.radial] - grid.rNode[0];
  return {
    core: core === undefined ? undefined : enthalpyAt(phases, depth, core),
    surface: surface === undefined ? undefined : enthalpyAt(phases, 0, surface),
  };
}

/** Fills `enthalpy` from the temperature. */
export function updateEnthalpy(
  { column, offset }: PhaseEnthalpy,
  temperature: Float64Array,
  enthalpy: Float64Array,
): void {
  const { grid, phases, depth, zones, zone } = column;
  findZones(column, temperature);
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      const at = zone[cell];
      enthalpy[cell] = temperature[cell] + offset[zones * i + at];
      if ((at & 1) === 1) enthalpy[cell] -= latentOf(phases[(at - 1) / 2], depth[i], temperature[cell]);
    }
  }
}

/** T - h, area mean: with the work of the transitions it adds up to the latent heat that they have given off. */
export function releasedHeat({ column, offset }: PhaseEnthalpy, temperature: Float64Array): number {
  const { grid, phases, depth, zones } = column;
  let sum = 0;
  for (let cell = 0; cell < temperature.length; cell++) {
    const i = cell % grid.radial;
    const zone = zoneOf(column, i, temperature[cell]);
    let released = -offset[zones * i + zone];
    if ((zone & 1) === 1) released += latentOf(phases[(zone - 1) / 2], depth[i], temperature[cell]);
    sum += released * grid.cellArea[i];
  }
  return sum / grid.totalArea;
}

/** Replaces the temperature, which is the first guess, by that of the enthalpy. */
export function updateTemperature(physics: PhaseEnthalpy, enthalpy: Float64Array, temperature: Float64Array): void {
  const { column, offset } = physics;
  const { grid, zones, edges } = column;
  const { radial } = grid;
  for (let i = 0; i < radial; i++) {
    let hotter = Number.NEGATIVE_INFINITY;
    let colder = Number.POSITIVE_INFINITY;
    let shift = 0;
    for (let cell = i; cell < temperature.length; cell += radial) {
      let value = enthalpy[cell] - shift;
      if (!(value > colder && value < hotter)) {
        value = temperatureOf(physics, i, enthalpy[cell], temperature[cell]);
        const zone = zoneOf(column, i, value);
        if ((zone & 1) === 0) {
          hotter = edges[(zones + 1) * i + zone];
          colder = edges[(zones + 1) * i + zone + 1];
          shift = offset[zones * i + zone];
        }
      }
      temperature[cell] = value;
    }
  }
}

/**
 * T of an enthalpy in row i, by Newton's method. Where dh/dT lies between 1 and 1.6 (transitions as wide as the usual
 * ones, below 3000 K) each iteration leaves less than 0.6 of the error, wherever it starts; near the end it squares it.
 * Across a narrower transition it may jump to and fro: what leaves the bounds found so far is replaced by their middle.
 */
function temperatureOf(physics: PhaseEnthalpy, i: number, enthalpy: number, guess: number): number {
  const { column, offset } = physics;
  const { phases, depth, zones } = column;
  let temperature = guess;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < MAXIMUM_ITERATIONS; iteration++) {
    const zone = zoneOf(column, i, temperature);
    let excess = temperature + offset[zones * i + zone] - enthalpy;
    let capacity = 1;
    if ((zone & 1) === 1) {
      const phase = phases[(zone - 1) / 2];
      excess -= latentOf(phase, depth[i], temperature);
      const sharpness = phaseSharpness(phase, excessDepth(phase, depth[i], temperature));
      capacity += phase.latentHeat * phase.slope * (temperature + phase.surfaceTemperatureRatio) * sharpness;
    }
    if (excess > 0) high = temperature;
    else low = temperature;
    const next = temperature - excess / capacity;
    if (Math.abs(excess / capacity) < LAST_STEP) return next;
    temperature = (next <= low || next >= high) && high - low < Number.POSITIVE_INFINITY ? 0.5 * (low + high) : next;
  }
  physics.unconverged++;
  return temperature;
}

/**
 * Adds the heating by the work of the transitions' buoyancy, Di u_r Σ P (Γ(π) - Γ(d - d₀)), times `dt`, to `change`: on
 * radial faces, as `heatAdiabatically` takes that of thermal buoyancy. Returns its integral over the area.
 */
export function heatByPhases(
  { column, density, referenceDensity, heightPerArea, dissipationNumber }: PhaseEnthalpy,
  radialFlux: Float64Array,
  temperature: Float64Array,
  dt: number,
  change: Float64Array,
): number {
  phaseDensity(column, temperature, density);
  const { radial, azimuthal, spacing } = column.grid;
  const share = 0.25 * dt * dissipationNumber;
  let total = 0;
  for (let j = 0, cell = 0; j < azimuthal; j++, cell++) {
    let inner = density[cell] - referenceDensity[0];
    for (let i = 1; i < radial; i++, cell++) {
      const outer = density[cell + 1] - referenceDensity[i];
      const heating = share * radialFlux[cell + j + 1] * (inner + outer);
      change[cell] += heating * heightPerArea[i - 1];
      change[cell + 1] += heating * heightPerArea[i];
      total += 2 * spacing[i] * heating;
      inner = outer;
    }
  }
  return total;
}
