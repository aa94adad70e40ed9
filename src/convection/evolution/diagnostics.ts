// What an evolution is watched by: a few numbers per output time, in SI units.
import { boundaryHeatFluxes, type Diffusion } from '../energy/diffusion.js';
import { areaMean } from '../grid.js';
import { heatFluxScale, kelvin, velocityScale } from '../scales.js';
import { type Flow, rootMeanSquareVelocity } from '../stokes/flow.js';

/** Series over the output times. */
export interface Diagnostics {
  /** m/s. */
  readonly rootMeanSquareVelocity: Float64Array;
  /** K, area mean. */
  readonly meanTemperature: Float64Array;
  /** K. */
  readonly coreTemperature: Float64Array;
  /** W/m², out of the planet. */
  readonly surfaceHeatFlux: Float64Array;
  /** W/m², out of the core. */
  readonly coreHeatFlux: Float64Array;
}

export function emptyDiagnostics(length: number): Diagnostics {
  return {
    rootMeanSquareVelocity: new Float64Array(length),
    meanTemperature: new Float64Array(length),
    coreTemperature: new Float64Array(length),
    surfaceHeatFlux: new Float64Array(length),
    coreHeatFlux: new Float64Array(length),
  };
}

/** Writes the diagnostics of a state (nondimensional temperatures; the surface is at zero) as entry `frame`. */
export function recordDiagnostics(
  diagnostics: Diagnostics,
  frame: number,
  conduction: Diffusion,
  flow: Flow,
  temperature: Float64Array,
  coreTemperature: number,
): void {
  const { grid } = conduction;
  const fluxes = boundaryHeatFluxes(conduction, temperature, { core: coreTemperature, surface: 0 });
  diagnostics.rootMeanSquareVelocity[frame] = velocityScale * rootMeanSquareVelocity(grid, flow);
  diagnostics.meanTemperature[frame] = kelvin(areaMean(grid, temperature));
  diagnostics.coreTemperature[frame] = kelvin(coreTemperature);
  diagnostics.surfaceHeatFlux[frame] = heatFluxScale * fluxes.surface;
  diagnostics.coreHeatFlux[frame] = heatFluxScale * fluxes.core;
}
