// Horizontally averaged temperature and what follows from it: mean temperature, and the heat fluxes at the surface and
// at the core, as a one-dimensional estimate where the conductivity is known. A prediction has no velocities
// and no core temperature, so truth and prediction go through the same estimate and can be compared; it differs from
// the flux that the convection solver reports from its boundary cells (docs/evaluation.md). Axis orders (time, r, phi)
// and (time, r); K, m, s, W/m^2.
import { facesOf } from '../foundation/cell-faces.js';
import { type GeometryName, geometries } from '../foundation/geometries/registry.js';
import { cellAreas } from './annulus-area.js';
import { cellsOf, type FieldSequence } from './field-sequence.js';

/** What heat fluxes depend on besides temperature. An archive alone does not contain it. */
export interface Conduction {
  /** K. */
  readonly surfaceTemperature: number;
  /** Thermal resistance ∫ dz/k in K m²/W of rock at a temperature in K, from one depth in m down to another. */
  readonly resistance: (from: number, to: number, temperature: number) => number;
  /** The conductivity in words. */
  readonly law: string;
}

/** @param conductivity W/m/K */
export function uniformConduction(surfaceTemperature: number, conductivity: number): Conduction {
  const resistance = (from: number, to: number): number => (to - from) / conductivity;
  return { surfaceTemperature, resistance, law: `${conductivity} W/m/K` };
}

/** Profiles T(time, r) in K: the average over phi at each radius. */
export function horizontalProfiles(sequence: Omit<FieldSequence, 'geometry'>): Float64Array {
  const { r, phi, temperature } = sequence;
  const faces = facesOf(phi);
  const span = faces[phi.length]! - faces[0]!;
  const profiles = new Float64Array(temperature.length / phi.length);
  for (let row = 0; row < profiles.length; row++) {
    let sum = 0;
    for (let j = 0; j < phi.length; j++) {
      sum += (faces[j + 1]! - faces[j]!) * temperature[row * phi.length + j]!;
    }
    profiles[row] = sum / span;
  }
  if (profiles.length !== sequence.times.length * r.length) {
    throw new Error(`horizontalProfiles(): got ${temperature.length} values, expected (time, r, phi)`);
  }
  return profiles;
}

/** Volume-weighted mean temperature over time, K. */
export function meanTemperature(sequence: FieldSequence): Float64Array {
  const cells = cellsOf(sequence);
  const areas = cellAreas(sequence.r, sequence.phi, sequence.geometry);
  const total = areas.reduce((sum, area) => sum + area, 0);
  return Float64Array.from(sequence.times, (_, time) => {
    let sum = 0;
    for (let cell = 0; cell < cells; cell++) sum += areas[cell]! * sequence.temperature[time * cells + cell]!;
    return sum / total;
  });
}

/** The truth reduced to its horizontal average, (time, r, phi) in K: the best any model of profiles alone could do. */
export function horizontallyAveraged(sequence: Omit<FieldSequence, 'geometry'>): Float32Array {
  const profiles = horizontalProfiles(sequence);
  const columns = sequence.phi.length;
  const averaged = new Float32Array(sequence.temperature.length);
  for (let i = 0; i < averaged.length; i++) averaged[i] = profiles[Math.floor(i / columns)]!;
  return averaged;
}

/** Heat fluxes over time in W/m^2, positive outwards. */
export interface HeatFluxes {
  readonly surface: Float64Array;
  readonly core: Float64Array;
}

/**
 * Heat fluxes from profiles (time, r) in K. Temperatures are taken over thermal resistance instead of depth, where heat
 * flux is their slope whatever the layers: at the surface, whose temperature is known, that of the parabola through the
 * surface and the two uppermost cell centers; at the core the difference of the two lowermost cell centers, carried to
 * the core radius with the flow of heat constant: r q in a cylinder, r² q in a spherical annulus.
 */
export function heatFluxes(
  profiles: Float64Array,
  r: Float64Array,
  { surfaceTemperature, resistance }: Conduction,
  geometry: GeometryName,
): HeatFluxes {
  const rows = r.length;
  const faces = facesOf(r);
  const times = profiles.length / rows;
  const surface = new Float64Array(times);
  const core = new Float64Array(times);
  const { width, thickness } = geometries[geometry];
  const area = (radius: number): number => width(radius) * thickness(radius);
  const depth = (radius: number): number => faces[rows]! - radius;
  for (let time = 0; time < times; time++) {
    const at = (i: number): number => profiles[time * rows + i]!;
    const between = (upper: number, lower: number): number => {
      const face = depth(faces[upper]!);
      return resistance(depth(r[upper]!), face, at(upper)) + resistance(face, depth(r[lower]!), at(lower));
    };
    const near = resistance(0, depth(r[rows - 1]!), at(rows - 1));
    const far = near + between(rows - 1, rows - 2);
    const nearSlope = (at(rows - 1) - surfaceTemperature) / near;
    const farSlope = (at(rows - 2) - surfaceTemperature) / far;
    surface[time] = nearSlope + ((nearSlope - farSlope) * near) / (far - near);
    core[time] = ((at(0) - at(1)) / between(1, 0)) * (area(faces[1]!) / area(faces[0]!));
  }
  return { surface, core };
}
