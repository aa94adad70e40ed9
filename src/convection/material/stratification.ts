// How stably rock is layered. Rock that moves outward by u_r dt and keeps its heat changes the buoyant temperature B
// (`buoyancy.ts`) of a place by -S u_r dt,
//   S = β [∂T/∂r + Di (T + T₀) β / c] + ∂R/∂r
// Here β = α' + Σ P γ Γ' is what a degree adds to B at its depth, c = 1 + Σ Di P γ² (T + T₀) Γ' the heat that it takes
// (dh/dT in energy/phase-enthalpy.ts), so that the bracket is the temperature gradient beyond the adiabat; R is the
// buoyancy of residue. Where S > 0 what moved is driven back.
import type { Grid } from '../grid.js';
import type { DensityLaw } from './buoyancy.js';
import { residueBuoyancy } from './melting.js';
import type { PhaseColumn } from './phase-column.js';
import { excessDepth, phaseSharpness } from './phase-transitions.js';

/** How the temperature of rock follows its depth when it keeps its heat. */
export interface Adiabat {
  /** Di; 0 in the Boussinesq approximation. */
  readonly dissipationNumber: number;
  /** T₀. */
  readonly surfaceTemperatureRatio: number;
}

/**
 * Fills `jump` with S times the distance between the two cells of a radial face; on all faces, as in a `Flow`, zero on
 * the walls. Phase zones are those that `buoyantTemperature` left for the same temperature.
 */
export function stratification(
  grid: Grid,
  { expansivity, phases, residue, depletion }: DensityLaw,
  { dissipationNumber, surfaceTemperatureRatio }: Adiabat,
  temperature: Float64Array,
  jump: Float64Array,
): void {
  const { radial, azimuthal, spacing } = grid;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    let innerResponse = 0;
    let innerCooling = 0;
    for (let i = 0; i < radial; i++, cell++) {
      const absolute = temperature[cell] + surfaceTemperatureRatio;
      let response = expansivity[i];
      let capacity = 1;
      if ((phases.zone[cell] & 1) === 1) {
        const perDegree = transitionPerDegree(phases, i, cell, temperature[cell]);
        response += perDegree;
        capacity += dissipationNumber * slopeOf(phases, cell) * absolute * perDegree;
      }
      const cooling = (dissipationNumber * absolute * response) / capacity;
      if (i > 0) {
        const gained = temperature[cell] - temperature[cell - 1] + 0.5 * spacing[i] * (innerCooling + cooling);
        jump[cell + j] = 0.5 * (innerResponse + response) * gained;
        if (depletion !== undefined) {
          jump[cell + j] += residueBuoyancy(residue, depletion[cell]) - residueBuoyancy(residue, depletion[cell - 1]);
        }
      }
      innerResponse = response;
      innerCooling = cooling;
    }
  }
}

/** P γ dΓ/dπ of the transition that a cell is in. */
function transitionPerDegree(
  { phases, depth, zone }: PhaseColumn,
  i: number,
  cell: number,
  temperature: number,
): number {
  const phase = phases[(zone[cell] - 1) / 2];
  return phase.buoyancyRatio * phase.slope * phaseSharpness(phase, excessDepth(phase, depth[i], temperature));
}

function slopeOf({ phases, zone }: PhaseColumn, cell: number): number {
  return phases[(zone[cell] - 1) / 2].slope;
}
