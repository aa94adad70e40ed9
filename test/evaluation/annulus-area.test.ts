import { describe, expect, it } from 'vitest';
import { annulusGrid } from '../../src/convection/grid.js';
import { cellAreas } from '../../src/evaluation/annulus-area.js';
import { facesOf } from '../../src/foundation/cell-faces.js';
import { geometries, geometryNames } from '../../src/foundation/geometries/registry.js';

describe('cell areas', () => {
  it('of a stretched grid are met to a percent, in its interior to a thousandth', () => {
    const inner = 1 / 3;
    const { rNode, rCell, phiCell } = annulusGrid(32, 8, inner, inner + 1, 1, 6);
    for (const name of geometryNames) {
      const { cellArea } = annulusGrid(32, 8, inner, inner + 1, 1, 6, geometries[name]);
      const areas = cellAreas(rCell, phiCell, name);
      for (let i = 0; i < 32; i++) {
        const limit = i > 1 && i < 30 ? 1e-3 : 1e-2;
        expect(Math.abs(areas[8 * i]! / cellArea[i]! - 1)).toBeLessThan(limit);
      }
    }
    const faces = facesOf(rCell);
    for (const [i, face] of faces.entries()) expect(Math.abs(face - rNode[i]!)).toBeLessThan(1e-4);
    expect(faces[0]! + faces[32]!).toBeCloseTo(inner + inner + 1, 12);
  });

  it('add up to the quarter annulus', () => {
    const inner = 1.13e6;
    const outer = 4.53e6;
    const rows = 37;
    const columns = 23;
    const dr = (outer - inner) / rows;
    const dphi = Math.PI / 2 / columns;
    const r = Float64Array.from({ length: rows }, (_, i) => inner + (i + 0.5) * dr);
    const phi = Float64Array.from({ length: columns }, (_, j) => (j + 0.5) * dphi);
    const areas = cellAreas(r, phi, 'cylinder');
    const total = areas.reduce((sum, area) => sum + area, 0);
    const exact = (Math.PI / 4) * (outer ** 2 - inner ** 2);
    expect(Math.abs(total / exact - 1)).toBeLessThan(1e-13);
    expect(areas[columns * (rows - 1)]! / areas[0]!).toBeCloseTo(r[rows - 1]! / r[0]!, 12);
    const volumes = cellAreas(r, phi, 'spherical-annulus');
    const volume = volumes.reduce((sum, value) => sum + value, 0);
    expect(volume / ((Math.PI / 6) * (outer ** 3 - inner ** 3)) - 1).toBeCloseTo(0, 13);
    expect(volumes[0]! / volumes[1]!).toBeCloseTo(1, 12);
  });

  it('puts faces halfway between evenly spaced centers, and nearer to the closer neighbors otherwise', () => {
    expect([...facesOf(Float64Array.of(1, 2, 3))]).toEqual([0.5, 1.5, 2.5, 3.5]);
    // The gaps 1 and 2 are taken for 0, 1, 2, 3.
    expect([...facesOf(Float64Array.of(1, 2, 4))]).toEqual([0.75, 1.25, 2.75, 5.25]);
    expect([...facesOf(Float64Array.of(1, 2))]).toEqual([0.5, 1.5, 2.5]);
    expect(() => facesOf(Float64Array.of(1))).toThrow('expected at least 2');
  });
});
