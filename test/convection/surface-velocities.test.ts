import { describe, expect, it } from 'vitest';
import { annulusGrid, boxGrid } from '../../src/convection/grid.js';
import { surfaceVelocities } from '../../src/convection/verification/convection-values.js';
import { flowFrom } from './helpers.js';

describe('the velocity along the surface', () => {
  it('is exact where u is even in depth, in a stretched box', () => {
    const grid = boxGrid(6, 8, 1, 3);
    // u = (3 + 2 d²) sin πx
    const psi = (z: number, x: number) => (3 * (1 - z) + (2 / 3) * (1 - z) ** 3) * Math.sin(Math.PI * x);
    const { surfaceVmax, surfaceVrms } = surfaceVelocities(grid, flowFrom(grid, psi));
    expect(surfaceVmax).toBeCloseTo(3, 12);
    expect(surfaceVrms).toBeCloseTo(3 / Math.SQRT2, 12);
  });

  it('is exact where u / r is: an annulus shears rock that moves by the same way at all radii', () => {
    const grid = annulusGrid(6, 8, 1, 2, Math.PI / 2, 3);
    // u = r (3 + 2 d²) sin 2φ, d = 2 - r
    const psi = (height: number, phi: number) => {
      const d = 1 - height;
      return (3 * (2 * d - d ** 2 / 2) + 2 * ((2 * d ** 3) / 3 - d ** 4 / 4)) * Math.sin(2 * phi);
    };
    const { surfaceVmax, surfaceVrms } = surfaceVelocities(grid, flowFrom(grid, psi));
    expect(surfaceVmax).toBeCloseTo(6, 12);
    expect(surfaceVrms).toBeCloseTo(6 / Math.SQRT2, 12);
  });
});
