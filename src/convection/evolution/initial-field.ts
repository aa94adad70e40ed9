// The temperature at the start: constant mantle and linear thermal boundary layers at core and surface, or a given
// profile, with a smooth perturbation of a few azimuthal modes (perturbation.ts); or a given field, as it is.

import { geometries } from '../../foundation/geometries/registry.js';
import { annulusGrid, type Grid } from '../grid.js';
import type { MantleParameters } from '../parameters/mantle-parameters.js';
import { planetOf } from '../planets/planet-choice.js';
import { nondimensionalTemperature, type Scales, scalesOf } from '../scales.js';
import { type EvolutionConfig, type EvolutionSettings, resolveEvolution } from './evolution-config.js';
import { type InitialState, requireInitialState, sampledState } from './initial-state.js';
import { azimuthalWaves } from './perturbation.js';
import { boundaryLayerOf } from './usual-values.js';

/** The grid of an evolution: a sector of the annulus between the radii of its geometry. */
export function evolutionGrid({ planet }: Scales, config: EvolutionConfig): Grid {
  const { cells, sectorAngle, stretching } = config;
  const geometry = geometries[config.geometry];
  const { inner, outer } = geometry.radii(planet);
  return annulusGrid(cells.radial, cells.azimuthal, inner, outer, sectorAngle, stretching, geometry);
}

/** Nondimensional initial cell temperatures; those of `given` where it is there. */
export function initialTemperature(
  scales: Scales,
  parameters: MantleParameters,
  config: EvolutionConfig,
  grid: Grid,
  given?: InitialState,
): Float64Array {
  const sampled = given && sampledState(given, scales);
  const interior = nondimensionalTemperature(scales, parameters.initialTemperature);
  const coreTemperature = nondimensionalTemperature(scales, scales.planet.initialCoreTemperature);
  const layer = boundaryLayerOf(config, scales.depth) / scales.depth;
  const amplitude = config.perturbation.amplitude / scales.temperature;
  const waves = azimuthalWaves(grid, config.perturbation);
  const field = new Float64Array(grid.radial * grid.azimuthal);
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      const height = grid.rCell[i] - grid.rNode[0];
      const depth = grid.rNode[grid.radial] - grid.rCell[i];
      const fromCore = Math.max(0, 1 - height / layer);
      const fromSurface = Math.max(0, 1 - depth / layer);
      const profile =
        sampled?.(height, grid.phiCell[j]) ??
        interior + (coreTemperature - interior) * fromCore - interior * fromSurface;
      const perturbation = amplitude * waves[j] * Math.sin(Math.PI * height);
      field[cell] = given?.azimuths === undefined ? profile + perturbation : profile;
    }
  }
  return field;
}

/**
 * The first snapshot of an evolution: (r, phi) in K, radial rows, exactly as `simulateEvolution` gives it.
 *
 * @throws TharsisError `convection-config`; `initial-state-missing` where the configuration names one that is not given
 */
export function initialTemperatureField(
  parameters: MantleParameters,
  settings: EvolutionSettings,
  initialState?: InitialState,
): Float32Array {
  const config = resolveEvolution(settings);
  requireInitialState(config, initialState);
  const scales = scalesOf(planetOf(config.planet));
  const grid = evolutionGrid(scales, config);
  const field = new Float32Array(grid.radial * grid.azimuthal);
  storeSnapshot(scales, grid, initialTemperature(scales, parameters, config, grid, initialState), field, 0);
  return field;
}

/** Writes cell temperatures as a snapshot: (r, phi) order, K, float32. */
export function storeSnapshot(
  { planet, temperature: unit }: Scales,
  grid: Grid,
  temperature: Float64Array,
  target: Float32Array,
  offset: number,
): void {
  storeCells(grid, temperature, target, offset, unit, planet.surfaceTemperature);
}

/** Writes a cell field as a snapshot: (r, phi) order, float32, times `scale` plus `origin`. */
export function storeCells(
  { radial, azimuthal }: Grid,
  field: Float64Array,
  target: Float32Array,
  offset: number,
  scale = 1,
  origin = 0,
): void {
  for (let i = 0; i < radial; i++) {
    for (let j = 0; j < azimuthal; j++) target[offset + i * azimuthal + j] = scale * field[j * radial + i] + origin;
  }
}
