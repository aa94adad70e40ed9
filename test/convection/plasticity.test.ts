import { describe, expect, it } from 'vitest';
import { annulusGrid, boxGrid } from '../../src/convection/grid.js';
import { type Plasticity, yieldedViscosity } from '../../src/convection/material/plasticity.js';
import { frankKamenetskiiLaw } from '../../src/convection/material/viscosity.js';
import { flowOf, stillFlow } from '../../src/convection/stokes/flow.js';
import { mantleFlow, solveFlow } from '../../src/convection/stokes/mantle-flow.js';
import { strainFactors } from '../../src/convection/stokes/strain-rates.js';
import {
  cellStrainSquared,
  strainSquares,
  updateStrainSquares,
  yieldViscosity,
} from '../../src/convection/stokes/yielding.js';
import { largest, viscosityFrom } from './helpers.js';

const plasticity = { definition: 'tosi-2015', highStressViscosity: 1e-3, yieldStress: 1 } as const;
const limiting = { definition: 'second-invariant', highStressViscosity: 1e-6, yieldStress: 2 } as const;
/** √(½ τ:τ) of a viscosity and ε:ε. */
const stressInvariant = (viscosity: number, strainSquared: number) => viscosity * Math.sqrt(2 * strainSquared);

const grid = annulusGrid(12, 16, 1 / 3, 4 / 3, Math.PI / 2, 2);
const law = frankKamenetskiiLaw(1e4);
const temperature = Float64Array.from({ length: 192 }, (_, cell) => {
  const height = grid.rCell[cell % 12] - 1 / 3;
  return 1 - height + 0.2 * Math.cos(4 * grid.phiCell[Math.floor(cell / 12)]) * Math.sin(Math.PI * height);
});
const yielding = (form: Plasticity, nonlinearIterations: number) =>
  mantleFlow(grid, { rayleigh: 100, law, plasticity: form, nonlinearIterations, tolerance: 1e-9 });

describe('plastic yielding', () => {
  it('of the benchmarks has the published form, and twice the linear viscosity at rest', () => {
    expect(yieldedViscosity(0.5, 0, plasticity)).toBe(1);
    expect(yieldedViscosity(0.5, 4, plasticity)).toBeCloseTo(2 / (1 / 0.5 + 1 / (1e-3 + 0.5)), 15);
    expect(yieldedViscosity(1, 1e12, plasticity)).toBeCloseTo(2 / (1 + 1 / (1e-3 + 1e-6)), 15);
  });

  it('of a planet leaves the linear viscosity where the yield stress is never reached, to the last bit', () => {
    for (const linear of [1e-4, 0.7, 1e7]) {
      expect(yieldedViscosity(linear, 123, { ...limiting, yieldStress: Number.POSITIVE_INFINITY })).toBe(linear);
      expect(yieldedViscosity(linear, 123, { ...limiting, yieldStress: 1e30 })).toBe(linear);
      expect(yieldedViscosity(linear, 0, limiting)).toBe(linear);
    }
  });

  it('of a planet keeps the second invariant of stress below the yield stress, which it tends to', () => {
    for (const linear of [1e-2, 1, 1e7]) {
      const stresses = [1, 1e2, 1e4, 1e6].map((ratio) => {
        // ε:ε at which the linear rock would bear `ratio` times the yield stress.
        const strainSquared = ((ratio * limiting.yieldStress) / linear) ** 2 / 2;
        const { yieldStress } = limiting;
        const viscosity = yieldedViscosity(linear, strainSquared, { ...limiting, highStressViscosity: 0 });
        return stressInvariant(viscosity, strainSquared) / yieldStress;
      });
      for (const [k, ratio] of [1, 1e2, 1e4, 1e6].entries()) expect(stresses[k]).toBeCloseTo(ratio / (1 + ratio), 12);
    }
  });

  it('sees ε:ε = 2 (π² cos πx cos πz)² of ψ = sin πx sin πz, to second order', () => {
    const errors = [16, 32].map((cells) => {
      const grid = boxGrid(cells, cells, 1, 3);
      const flow = stillFlow(grid);
      const interior: number[] = [];
      for (let j = 1; j < cells; j++) {
        for (let i = 1; i < cells; i++)
          interior.push(Math.sin(Math.PI * grid.rNode[i]) * Math.sin((Math.PI * j) / cells));
      }
      flowOf(grid, Float64Array.from(interior), flow);
      const strain = strainSquares(grid);
      updateStrainSquares(grid, strainFactors(grid), flow.streamFunction, strain);
      let error = 0;
      for (let j = 0; j < cells; j++) {
        for (let i = 0; i < cells; i++) {
          const exact =
            2 * (Math.PI ** 2 * Math.cos(Math.PI * grid.rCell[i]) * Math.cos(Math.PI * grid.phiCell[j])) ** 2;
          error = Math.max(error, Math.abs(cellStrainSquared(grid, strain, i, j) - exact));
        }
      }
      return error;
    });
    expect(Math.log2(errors[0] / errors[1])).toBeGreaterThan(1.8);
  });

  // Iterations end at a change of 10⁻⁵ here; the nearer to the yield stress, the slower they are.
  for (const [form, exactness] of [
    [plasticity, 1e-3],
    [limiting, 5e-3],
  ] as const) {
    it(`makes a solution whose viscosity is that of its own flow: ${form.definition}`, () => {
      const mantle = yielding(form, 100);
      expect(solveFlow(mantle, temperature, 0)).toBe(true);
      const flow = stillFlow(grid);
      flowOf(grid, mantle.latest, flow);
      const strain = strainSquares(grid);
      updateStrainSquares(grid, strainFactors(grid), flow.streamFunction, strain);
      const own = viscosityFrom(grid, (i, j) => law(temperature[j * 12 + i], 4 / 3 - grid.rCell[i]));
      yieldViscosity(grid, form, strain, own);
      expect(largest(own.cell.map((value, k) => value / mantle.viscosity.cell[k] - 1))).toBeLessThan(exactness);
      expect(mantle.stokes.solutions).toBeGreaterThan(2);
      expect(mantle.unconverged).toBe(0);
      if (form.definition !== 'second-invariant') return;
      const stress = own.cell.map((value, cell) => {
        const i = cell % grid.radial;
        const squared = cellStrainSquared(grid, strain, i, (cell - i) / grid.radial);
        return stressInvariant(value, squared) - stressInvariant(form.highStressViscosity, squared);
      });
      expect(largest(stress)).toBeLessThan(form.yieldStress);
      expect(largest(stress)).toBeGreaterThan(0.9 * form.yieldStress);
    });
  }

  it('is found the better the more iterations, and from rest in three dozen if all of them are accelerated', () => {
    const solved = (iterations: number) => {
      const mantle = yielding(limiting, iterations);
      expect(solveFlow(mantle, temperature, 0)).toBe(true);
      return mantle;
    };
    const exact = solved(1000);
    expect(exact.unconverged).toBe(0);
    expect(exact.stokes.solutions).toBeLessThan(36);
    const errors = [3, 6, 12, 24, 100].map((iterations) => {
      const { latest, unconverged } = solved(iterations);
      expect(unconverged).toBe(iterations < 36 ? 1 : 0);
      return Math.hypot(...latest.map((value, k) => value - exact.latest[k])) / Math.hypot(...exact.latest);
    });
    for (const k of [1, 2, 3, 4]) expect(errors[k]).toBeLessThan(errors[k - 1]);
    expect(errors[4]).toBeLessThan(1e-3);
  });
});
