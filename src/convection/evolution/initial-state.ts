// A temperature to start from that was given as data: a profile over the radius, or a field.
import { TharsisError } from '../../foundation/errors.js';
import { bracket } from '../../foundation/interpolation.js';
import { nondimensionalTemperature, type Scales } from '../scales.js';
import type { EvolutionConfig } from './evolution-config.js';

/** A profile, or with azimuths a field. */
export interface InitialState {
  /** m above the core, increasing; between the outermost ones and the walls it is linear to the wall temperatures. */
  readonly heights: Float64Array;
  /** rad from a side of the sector, increasing; beyond the outermost ones their values are held. */
  readonly azimuths?: Float64Array;
  /** (height), or (height, azimuth), K. */
  readonly temperature: Float32Array | Float64Array;
}

/** @throws TharsisError `initial-state-missing` where the configuration names a file whose content is not given */
export function requireInitialState({ initialState }: EvolutionConfig, given: InitialState | undefined): void {
  if (initialState === undefined || given !== undefined) return;
  throw new TharsisError(
    'initial-state-missing',
    `evolution.initialState names ${initialState.file}, but its content is not given: files are not read here`,
    'pass it as the argument initialState, or simulate by a campaign, which reads the file',
  );
}

/**
 * The nondimensional temperature at a nondimensional height above the core and an azimuth in rad: (bi)linear between
 * the points of the state, to the surface temperature and the initial temperature of the core at the walls.
 */
export function sampledState(
  { heights, azimuths, temperature }: InitialState,
  scales: Scales,
): (height: number, azimuth: number) => number {
  const columns = azimuths?.length ?? 1;
  if (heights.length === 0 || temperature.length !== heights.length * columns) {
    throw new Error(`sampledState(): got ${temperature.length} temperatures, expected ${heights.length} x ${columns}`);
  }
  const { planet, depth } = scales;
  const core = heights[0]! > 0 ? [0] : [];
  const surface = heights[heights.length - 1]! < depth ? [depth] : [];
  const known = Float64Array.of(...core, ...heights, ...surface);
  const value = (row: number, column: number): number => {
    const inner = row - core.length;
    if (inner < 0) return planet.initialCoreTemperature;
    return inner < heights.length ? temperature[inner * columns + column]! : planet.surfaceTemperature;
  };
  return (height, azimuth) => {
    const radial = bracket(known, height * depth);
    const along = azimuths === undefined ? { lower: 0, upper: 0, weight: 0 } : bracket(azimuths, azimuth);
    const across = (row: number) => between(value(row, along.lower), value(row, along.upper), along.weight);
    return nondimensionalTemperature(scales, between(across(radial.lower), across(radial.upper), radial.weight));
  };
}

function between(lower: number, upper: number, weight: number): number {
  return lower + weight * (upper - lower);
}
