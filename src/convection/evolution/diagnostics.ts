// What an evolution is watched by: a few numbers per output time, in SI units.
import { boundaryHeatFluxes } from '../energy/diffusion.js';
import { areaMean } from '../grid.js';
import { heatFluxScale, kelvin, velocityScale } from '../scales.js';
import { rootMeanSquareVelocity } from '../stokes/flow.js';
import type { Planet } from './planet.js';

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

const names = [
  'rootMeanSquareVelocity',
  'meanTemperature',
  'coreTemperature',
  'surfaceHeatFlux',
  'coreHeatFlux',
] as const satisfies readonly (keyof Diagnostics)[];

export function emptyDiagnostics(length: number): Diagnostics {
  return Object.fromEntries(names.map((name) => [name, new Float64Array(length)])) as unknown as Diagnostics;
}

/** Copies the first entries, as many as both have. Returns the target. */
export function copyDiagnostics(source: Diagnostics, target: Diagnostics): Diagnostics {
  for (const name of names) target[name].set(source[name].subarray(0, target[name].length));
  return target;
}

/** Writes the diagnostics of a planet, its flow settled, as entry `frame`. */
export function recordDiagnostics(
  diagnostics: Diagnostics,
  frame: number,
  { grid, energy, mantle, temperature, coreTemperature }: Planet,
): void {
  const fluxes = boundaryHeatFluxes(energy.conduction, temperature, { core: coreTemperature, surface: 0 });
  diagnostics.rootMeanSquareVelocity[frame] = velocityScale * rootMeanSquareVelocity(grid, mantle.flow);
  diagnostics.meanTemperature[frame] = kelvin(areaMean(grid, temperature));
  diagnostics.coreTemperature[frame] = kelvin(coreTemperature);
  diagnostics.surfaceHeatFlux[frame] = heatFluxScale * fluxes.surface;
  diagnostics.coreHeatFlux[frame] = heatFluxScale * fluxes.core;
}
