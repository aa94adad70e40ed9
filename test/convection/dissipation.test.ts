import { describe, expect, it } from 'vitest';
import { annulusGrid, areaMean, boxGrid } from '../../src/convection/grid.js';
import { viscousDissipation } from '../../src/convection/stokes/dissipation.js';
import { flowOf, stillFlow } from '../../src/convection/stokes/flow.js';
import { strainFactors } from '../../src/convection/stokes/strain-rates.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { assembled, dot, product, roughLogarithm, viscosityFrom } from './helpers.js';

describe('viscous dissipation', () => {
  it('adds up to ψᵀAψ on a stretched annulus at a contrast of 1e6, and is nowhere negative', () => {
    const grid = annulusGrid(11, 9, 1 / 3, 4 / 3, 1, 5);
    const stream = randomStream(21);
    const viscosity = viscosityFrom(grid, roughLogarithm(grid, 1e6, stream));
    const operator = assembled(grid, viscosity);
    const psi = Float64Array.from({ length: operator.size }, () => stream.normal());
    const flow = stillFlow(grid);
    flowOf(grid, psi, flow);
    const dissipation = new Float64Array(99);
    viscousDissipation(grid, strainFactors(grid), viscosity, flow.streamFunction, dissipation);
    const work = dot(psi, product(operator, psi));
    expect(Math.abs((areaMean(grid, dissipation) * grid.totalArea) / work - 1)).toBeLessThan(1e-14);
    expect(Math.min(...dissipation)).toBeGreaterThan(0);
  });

  it('is 4 (π² cos πx cos πz)² for ψ = sin πx sin πz at unit viscosity, to second order', () => {
    const errors = [16, 32].map((cells) => {
      const grid = boxGrid(cells, cells, 1, 3);
      const interior: number[] = [];
      for (let j = 1; j < cells; j++) {
        for (let i = 1; i < cells; i++)
          interior.push(Math.sin(Math.PI * grid.rNode[i]) * Math.sin((Math.PI * j) / cells));
      }
      const flow = stillFlow(grid);
      flowOf(grid, Float64Array.from(interior), flow);
      const dissipation = new Float64Array(cells * cells);
      const viscosity = viscosityFrom(grid, () => 0);
      viscousDissipation(grid, strainFactors(grid), viscosity, flow.streamFunction, dissipation);
      const difference = dissipation.map((value, cell) => {
        const strain =
          Math.PI ** 2 *
          Math.cos(Math.PI * grid.rCell[cell % cells]) *
          Math.cos(Math.PI * grid.phiCell[Math.floor(cell / cells)]);
        return Math.abs(value - 4 * strain ** 2);
      });
      return areaMean(grid, difference);
    });
    expect(errors[1]).toBeLessThan(0.01 * Math.PI ** 4);
    expect(Math.log2(errors[0] / errors[1])).toBeGreaterThan(1.9);
  });
});
