// The temperature that drives the flow: α' T, less what the phase transitions add to the density, and what the loss of
// melt takes from it (`melting.ts`),
//   B = α'(d) T - Σ P Γ + R(X),   P = Δρ / (ρ α ΔT)
// so that the buoyancy force is Ra B e_r.
import type { Grid } from '../grid.js';
import { type Residue, residueBuoyancy } from './melting.js';
import { type PhaseColumn, phaseDensity } from './phase-column.js';

/** What makes rock light or heavy besides its temperature. */
export interface DensityLaw {
  /** α' by radial index. */
  readonly expansivity: Float64Array;
  readonly phases: PhaseColumn;
  readonly residue: Residue;
  /** X per cell, as it is while the flow is solved for; absent where rock does not melt. */
  readonly depletion?: Float64Array;
}

/** Fills `target` with B per cell. */
export function buoyantTemperature(
  grid: Grid,
  { expansivity, phases, residue, depletion }: DensityLaw,
  temperature: Float64Array,
  target: Float64Array,
): void {
  phaseDensity(phases, temperature, target);
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) target[cell] = expansivity[i] * temperature[cell] - target[cell];
  }
  if (depletion === undefined) return;
  for (let cell = 0; cell < target.length; cell++) target[cell] += residueBuoyancy(residue, depletion[cell]);
}
