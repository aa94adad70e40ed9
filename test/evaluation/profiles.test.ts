import { describe, expect, it } from 'vitest';
import type { FieldSequence } from '../../src/evaluation/field-sequence.js';
import {
  heatFluxes,
  horizontallyAveraged,
  horizontalProfiles,
  meanTemperature,
  uniformConduction,
} from '../../src/evaluation/profiles.js';
import { type GeometryName, geometries, geometryNames } from '../../src/foundation/geometries/registry.js';

const INNER = 1e6;
const OUTER = 2.7e6;
const conduction = uniformConduction(250, 4);

function sequence(
  rows: number,
  temperature: (r: number, phi: number) => number,
  geometry: GeometryName = 'cylinder',
): FieldSequence {
  const columns = 16;
  const r = Float64Array.from({ length: rows }, (_, i) => INNER + ((i + 0.5) * (OUTER - INNER)) / rows);
  const phi = Float64Array.from({ length: columns }, (_, j) => ((j + 0.5) * Math.PI) / 2 / columns);
  return {
    times: Float64Array.of(0),
    r,
    phi,
    geometry,
    temperature: Float32Array.from({ length: rows * columns }, (_, i) =>
      temperature(r[Math.floor(i / columns)]!, phi[i % columns]!),
    ),
  };
}

describe('profiles', () => {
  it('average over phi and nothing else', () => {
    const field = sequence(8, (r, phi) => r / 1e3 + 100 * Math.cos(4 * phi));
    const profiles = horizontalProfiles(field);
    for (const [i, radius] of field.r.entries()) expect(profiles[i]).toBeCloseTo(radius / 1e3, 3);
    expect(horizontallyAveraged(field)[5]).toBeCloseTo(field.r[0]! / 1e3, 3);
  });

  it('weight the mean temperature by volume', () => {
    // The area mean of r over an annulus is 2/3 (b^3 - a^3) / (b^2 - a^2).
    const exact = ((2 / 3) * (OUTER ** 3 - INNER ** 3)) / (OUTER ** 2 - INNER ** 2) / 1e3;
    expect(meanTemperature(sequence(400, (r) => r / 1e3))[0]! / exact).toBeCloseTo(1, 5);
    // The volume mean over a shell is 3/4 (b^4 - a^4) / (b^3 - a^3).
    const inShell = ((3 / 4) * (OUTER ** 4 - INNER ** 4)) / (OUTER ** 3 - INNER ** 3) / 1e3;
    expect(meanTemperature(sequence(400, (r) => r / 1e3, 'spherical-annulus'))[0]! / inShell).toBeCloseTo(1, 5);
  });
});

describe('heat fluxes', () => {
  const CORE = 2000;
  const conductive = (r: number): number => 250 + ((CORE - 250) * Math.log(OUTER / r)) / Math.log(OUTER / INNER);
  const inShell = (r: number): number => 250 + ((CORE - 250) * (1 / r - 1 / OUTER)) / (1 / INNER - 1 / OUTER);

  function errors(rows: number, geometry: GeometryName): { surface: number; core: number } {
    const field = sequence(rows, geometry === 'cylinder' ? conductive : inShell, geometry);
    const { surface, core } = heatFluxes(horizontalProfiles(field), field.r, conduction, geometry);
    const exact = (at: number) => (4 * (CORE - 250)) / geometries[geometry].resistance(at, INNER, OUTER);
    return {
      surface: Math.abs(surface[0]! / exact(OUTER) - 1),
      core: Math.abs(core[0]! / exact(INNER) - 1),
    };
  }

  it.each(geometryNames)('are those of steady conduction, to second order, %s', (geometry) => {
    const limit = geometry === 'cylinder' ? 2e-3 : 3e-3;
    const coarse = errors(16, geometry);
    const fine = errors(64, geometry);
    expect(coarse.surface).toBeLessThan(limit);
    expect(coarse.core).toBeLessThan(limit);
    expect(coarse.surface / fine.surface).toBeGreaterThan(10);
    expect(coarse.core / fine.core).toBeGreaterThan(10);
  });

  it('scale with the conductivity, and know the surface temperature', () => {
    const field = sequence(16, conductive);
    const profiles = horizontalProfiles(field);
    const double = heatFluxes(profiles, field.r, uniformConduction(250, 8), 'cylinder');
    const single = heatFluxes(profiles, field.r, conduction, 'cylinder');
    expect(double.surface[0]! / single.surface[0]!).toBeCloseTo(2, 12);
    const warmer = heatFluxes(
      profiles.map((value) => value + 480),
      field.r,
      uniformConduction(730, 4),
      'cylinder',
    );
    expect(warmer.surface[0]).toBeCloseTo(single.surface[0]!, 12);
  });
});
