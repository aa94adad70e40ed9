import { describe, expect, it } from 'vitest';
import { annulusGrid } from '../../src/convection/grid.js';
import { flowOf, stillFlow } from '../../src/convection/stokes/flow.js';
import { buoyancy, solveStokes, stokesSolver } from '../../src/convection/stokes/stokes.js';
import {
  analyticStreamFunction,
  solvedStreamFunction,
  streamFunctionError,
} from '../../src/convection/verification/analytic-flow.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { dot, largest, product, roughLogarithm, viscosityFrom } from './helpers.js';
import { innerRadius, outerRadius } from './mars.js';

describe('the Stokes solver', () => {
  it('is tested against coefficients that equal the published ones', () => {
    const { coefficients, radial } = analyticStreamFunction(3, 4, 1.22, 2.22);
    expect(coefficients.A).toBeCloseTo(0.008525053463264593, 14);
    expect(coefficients.B).toBeCloseTo(0.008761189503151365, 14);
    expect(coefficients.C).toBeCloseTo(-0.0025511705424208953, 14);
    expect(coefficients.D).toBeCloseTo(-0.017307301249999997, 14);
    expect(coefficients.E).toBeCloseTo(0.00019298759008154302, 14);
    expect((-3 * radial(1.72)) / 1.72).toBeCloseTo(-0.0091201356, 9);
  });

  for (const n of [2, 4, 8]) {
    it(`converges to the analytic flow in an annulus at second order, mode ${n}`, () => {
      // k = 2 keeps all denominators of these modes away from zero.
      const errors = [12, 24, 48].map((cells) => streamFunctionError(cells, n, 2));
      expect(errors[2]).toBeLessThan(0.002);
      expect(Math.log2(errors[0] / errors[1])).toBeGreaterThan(1.8);
      expect(Math.log2(errors[1] / errors[2])).toBeGreaterThan(1.9);
      expect(Math.log2(errors[1] / errors[2])).toBeLessThan(2.15);
    });
  }

  it('converges at second order on a stretched grid too', () => {
    const errors = [12, 24, 48].map((cells) => streamFunctionError(cells, 4, 2, 6));
    expect(errors[2]).toBeLessThan(0.001);
    expect(Math.log2(errors[1] / errors[2])).toBeGreaterThan(1.9);
    expect(Math.log2(errors[1] / errors[2])).toBeLessThan(2.15);
  });

  it('keeps its tolerance at a viscosity contrast of 1e8, whatever the age of the factor', () => {
    const grid = annulusGrid(16, 20, innerRadius, outerRadius);
    const stream = randomStream(8);
    const start = roughLogarithm(grid, 1e8, stream);
    const drift = roughLogarithm(grid, 30, stream);
    const temperature = Float64Array.from({ length: 320 }, () => stream.uniform());
    const solver = stokesSolver(grid);
    buoyancy(grid, 1e6, temperature, solver.load);
    const psi = new Float64Array(solver.operator.size);
    for (let step = 0; step <= 10; step++) {
      const viscosity = viscosityFrom(grid, (i, j) => start(i, j) + 0.1 * step * drift(i, j));
      expect(solveStokes(solver, viscosity, psi, 1e-6)).toBe(true);
      const exact = new Float64Array(solver.operator.size);
      const reference = stokesSolver(grid);
      reference.load.set(solver.load);
      expect(solveStokes(reference, viscosity, exact, 1e-13)).toBe(true);
      const error = psi.map((value, k) => value - exact[k]).slice(0, solver.operator.size);
      const energy = dot(exact, solver.load);
      expect(Math.sqrt(dot(error, product(solver.operator, error)) / energy)).toBeLessThan(1e-6);
    }
    expect(solver.factorizations).toBeLessThan(11);
  });

  it('gives velocities without divergence, to round-off', () => {
    const grid = annulusGrid(12, 16, innerRadius, outerRadius);
    const flow = stillFlow(grid);
    flowOf(grid, solvedStreamFunction(grid, 2, 2), flow);
    const fastest = Math.max(largest(flow.radial), largest(flow.azimuthal));
    for (let j = 0; j < 16; j++) {
      for (let i = 0; i < 12; i++) {
        const face = j * 13 + i;
        const outflow =
          flow.radial[face + 1] - flow.radial[face] + flow.azimuthal[(j + 1) * 12 + i] - flow.azimuthal[j * 12 + i];
        expect(Math.abs(outflow)).toBeLessThan(4e-16 * fastest);
      }
      expect(flow.radial[j * 13]).toBe(0);
      expect(flow.radial[j * 13 + 12]).toBe(0);
    }
  });

  it('says so when the problem holds NaN', () => {
    const grid = annulusGrid(6, 6, innerRadius, outerRadius);
    const solver = stokesSolver(grid);
    const viscosity = viscosityFrom(grid, (i) => (i === 3 ? Number.NaN : 0));
    solver.load.fill(1);
    expect(solveStokes(solver, viscosity, new Float64Array(solver.operator.size), 1e-6)).toBe(false);
  });
});
