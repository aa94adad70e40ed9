import { describe, expect, it } from 'vitest';
import { annulusGrid, boxGrid } from '../../src/convection/grid.js';
import { multifrontalFactorization } from '../../src/convection/stokes/multifrontal.js';
import { sphericalAnnulus } from '../../src/foundation/geometries/spherical-annulus.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { assembled, denseMatrix, dot, product, roughLogarithm, viscosityFrom } from './helpers.js';

const grids = {
  annulus: annulusGrid(9, 11, 1 / 3, 4 / 3),
  'spherical annulus': annulusGrid(7, 9, 1, 2, 1.2, 4, sphericalAnnulus),
  box: boxGrid(8, 6, 1.5),
  'smallest grid': annulusGrid(4, 4, 1 / 3, 4 / 3),
};

describe('the Stokes operator', () => {
  for (const [name, grid] of Object.entries(grids)) {
    it(`is symmetric and positive definite at a contrast of 1e8, ${name}`, () => {
      const stream = randomStream(11, name);
      const operator = assembled(grid, viscosityFrom(grid, roughLogarithm(grid, 1e8, stream)));
      for (let trial = 0; trial < 20; trial++) {
        const x = Float64Array.from({ length: operator.size }, () => stream.normal());
        const y = Float64Array.from({ length: operator.size }, () => stream.normal());
        const xAy = dot(x, product(operator, y));
        const scale = Math.sqrt(dot(x, product(operator, x)) * dot(y, product(operator, y)));
        expect(scale).toBeGreaterThan(0);
        expect(Math.abs(xAy - dot(y, product(operator, x)))).toBeLessThan(1e-13 * scale);
      }
      expect(multifrontalFactorization(operator).factorize(operator)).toBe(true);
    });

    it(`has the entries that its coefficients say, ${name}`, () => {
      const operator = assembled(grid, viscosityFrom(grid, roughLogarithm(grid, 100, randomStream(5))));
      const dense = denseMatrix(operator);
      for (let column = 0; column < operator.size; column++) {
        const unit = new Float64Array(operator.size);
        unit[column] = 1;
        const image = product(operator, unit);
        for (let row = 0; row < operator.size; row++) {
          const entry = dense[row][column];
          expect(Math.abs(image[row] - entry)).toBeLessThanOrEqual(1e-12 * Math.abs(entry));
        }
      }
    });
  }

  it('gives the dissipation of a known flow: ψ = sin(πx) sin(πz) in a box dissipates π⁴', () => {
    // ε_xx = -ε_zz = ∂²ψ/∂x∂z, ε_xz = 0 for this ψ, so the dissipation 4 η ε² integrates to 4 π⁴ / 4.
    const errors = [16, 32].map((cells) => {
      const grid = boxGrid(cells, cells, 1);
      const operator = assembled(
        grid,
        viscosityFrom(grid, () => 0),
      );
      const psi = new Float64Array(operator.size);
      for (let j = 1; j < cells; j++) {
        for (let i = 1; i < cells; i++) {
          psi[(j - 1) * operator.stride + i - 1] = Math.sin((Math.PI * i) / cells) * Math.sin((Math.PI * j) / cells);
        }
      }
      return Math.abs(dot(psi, product(operator, psi)) / Math.PI ** 4 - 1);
    });
    expect(errors[1]).toBeLessThan(2e-3);
    expect(Math.log2(errors[0] / errors[1])).toBeCloseTo(2, 1);
  });
});
