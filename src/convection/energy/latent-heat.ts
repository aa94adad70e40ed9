// Latent heat of the phase transitions: dT = (T + T₀) Σ ℓ DΓ/Dt. The fractions Γ that rock has when it has moved but not
// yet reacted, Q = Σ ℓ Γ, are transported with it; then each cell is brought to equilibrium,
//   T' - (T + T₀) Q(T') = T - (T + T₀) Q_moved
// which has one solution, because Q falls with temperature. What reacts is found from fractions, not from their slopes:
// the heat is right however coarse the grid.
import type { Grid } from '../grid.js';
import { type PhaseFunction, phaseFraction } from '../material/phase-transitions.js';
import { surfaceTemperatureRatio } from '../scales.js';

const MAXIMUM_ITERATIONS = 50;
/** Of the temperature. */
const TOLERANCE = 1e-13;

/** Brings all cells to equilibrium, in place. `moved` is Σ ℓ Γ of the rock before it reacts (transported). */
export function releaseLatentHeat(
  grid: Grid,
  phases: readonly PhaseFunction[],
  moved: Float64Array,
  temperature: Float64Array,
): void {
  const surface = grid.rNode[grid.radial];
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      temperature[cell] = equilibrium(phases, surface - grid.rCell[i], temperature[cell], moved[cell]);
    }
  }
}

// Newton's method, kept between the temperatures of no and of all reaction.
function equilibrium(phases: readonly PhaseFunction[], depth: number, temperature: number, moved: number): number {
  const absolute = temperature + surfaceTemperatureRatio;
  let lowest = temperature - absolute * moved;
  let highest = lowest;
  for (const phase of phases) highest += absolute * phase.latentHeat;
  let guess = temperature;
  for (let iteration = 0; iteration < MAXIMUM_ITERATIONS; iteration++) {
    let heat = -moved;
    let slope = 0;
    for (const phase of phases) {
      const fraction = phaseFraction(phase, depth, guess);
      heat += phase.latentHeat * fraction;
      slope += (phase.latentHeat * phase.slope * 2 * fraction * (1 - fraction)) / phase.halfWidth;
    }
    const excess = guess - temperature - absolute * heat;
    if (Math.abs(excess) <= TOLERANCE) return guess;
    if (excess > 0) highest = guess;
    else lowest = guess;
    guess -= excess / (1 + absolute * slope);
    if (!(guess >= lowest && guess <= highest)) guess = 0.5 * (lowest + highest);
  }
  return guess;
}
