import { describe, expect, it } from 'vitest';
import { adiabaticHeating } from '../../src/convection/energy/adiabatic-heating.js';
import { diffusion, setConductivity } from '../../src/convection/energy/diffusion.js';
import { energySolver, stagesFor, stepEnergy } from '../../src/convection/energy/energy.js';
import { transport } from '../../src/convection/energy/transport.js';
import { annulusGrid, areaMean, type Grid } from '../../src/convection/grid.js';
import { energyMachine } from '../../src/convection/kernels/energy-kernels.js';
import { phaseColumn } from '../../src/convection/material/phase-column.js';
import { frankKamenetskiiLaw } from '../../src/convection/material/viscosity.js';
import { viscousDissipation } from '../../src/convection/stokes/dissipation.js';
import { courantTime } from '../../src/convection/stokes/flow.js';
import { extrapolateFlow, type MantleFlow, mantleFlow, solveFlow } from '../../src/convection/stokes/mantle-flow.js';
import { cellField, flowFrom, largest } from './helpers.js';
import {
  dissipationNumber,
  expansivityProfile,
  innerRadius,
  outerRadius,
  residue,
  surfaceTemperatureRatio,
} from './mars.js';

const rayleigh = 1e5;

/** A smooth temperature and the flow that it drives. */
function convecting(cells: number, stretching: number) {
  const grid = annulusGrid(cells, Math.round(1.3 * cells), innerRadius, outerRadius, Math.PI / 2, stretching);
  const temperature = cellField(
    grid,
    (height, phi) => 0.8 - 0.3 * height + 0.1 * Math.cos(4 * phi) * Math.sin(Math.PI * height),
  );
  const expansivity = expansivityProfile(grid, 'depth-dependent');
  const mantle = mantleFlow(grid, {
    rayleigh,
    law: frankKamenetskiiLaw(100),
    tolerance: 1e-11,
    density: { expansivity, phases: phaseColumn(grid, []), residue },
  });
  expect(solveFlow(mantle, temperature, 0)).toBe(true);
  extrapolateFlow(mantle, 0);
  return { grid, temperature, mantle, adiabatic: expansivity.map((alpha) => dissipationNumber * alpha) };
}

function viscousHeating(grid: Grid, { stokes, viscosity, flow }: MantleFlow): number {
  const dissipation = new Float64Array(grid.radial * grid.azimuthal);
  viscousDissipation(grid, stokes.operator.factors, viscosity, flow.streamFunction, dissipation);
  return (dissipationNumber / rayleigh) * areaMean(grid, dissipation);
}

describe('adiabatic and viscous heating', () => {
  for (const stretching of [1, 3]) {
    it(`balance in all, to round-off of the flow, on a grid stretched by ${stretching}`, () => {
      const { grid, temperature, mantle, adiabatic } = convecting(16, stretching);
      const cooling = adiabaticHeating(
        energyMachine(grid, surfaceTemperatureRatio),
        mantle.flow,
        adiabatic,
        temperature,
      );
      const viscous = viscousHeating(grid, mantle);
      expect(viscous).toBeGreaterThan(0.01);
      expect(-areaMean(grid, cooling) / viscous).toBeCloseTo(1, 10);
    });
  }

  it('leave an adiabat as it is, T + T₀ ∝ exp(-Di × height), however rock moves along it', () => {
    const drift = (cells: number) => {
      const grid = annulusGrid(cells, cells, innerRadius, outerRadius);
      const flow = flowFrom(grid, (height, phi) => 50 * Math.sin(Math.PI * height) * Math.sin(2 * phi));
      const adiabatic = new Float64Array(cells).fill(dissipationNumber);
      // Nothing rubs: the work of buoyancy is not returned.
      const extendedBoussinesq = {
        dissipationNumber,
        adiabatic,
        dissipation: new Float64Array(cells ** 2),
        heatPerDissipation: 1,
        friction: { minimum: 1, maximum: 1 },
        residueWork: 0,
      };
      const start = cellField(grid, (height) => 0.9 * Math.exp(-dissipationNumber * height) - surfaceTemperatureRatio);
      const temperature = start.slice();
      const solver = energySolver(diffusion(grid, surfaceTemperatureRatio));
      setConductivity(solver.conduction, new Float64Array(cells ** 2));
      const duration = 0.01;
      const steps = Math.ceil(duration / courantTime(grid, flow));
      const dt = duration / steps;
      for (let step = 0; step < steps; step++) {
        stepEnergy(solver, flow, new Float64Array(cells ** 2), {}, dt, stagesFor(1), temperature, extendedBoussinesq);
      }
      return areaMean(
        grid,
        temperature.map((value, cell) => Math.abs(value - start[cell]!)),
      );
    };
    const [coarse, fine] = [24, 48].map(drift);
    expect(fine!).toBeLessThan(2e-4);
    expect(fine!).toBeLessThan(coarse! / 2.5);
  });
});

describe('passive transport', () => {
  it('keeps the total and the bounds of a field', () => {
    const grid = annulusGrid(16, 20, innerRadius, outerRadius);
    const flow = flowFrom(grid, (height, phi) => 50 * Math.sin(Math.PI * height) * Math.sin(4 * phi));
    const solver = energySolver(diffusion(grid, surfaceTemperatureRatio));
    const field = cellField(grid, (height) => (height > 0.5 ? 1 : 0));
    const before = areaMean(grid, field);
    for (let step = 0; step < 50; step++) transport(solver, flow, courantTime(grid, flow), stagesFor(1), field);
    expect(areaMean(grid, field)).toBeCloseTo(before, 13);
    expect(Math.min(...field)).toBeGreaterThan(-1e-13);
    expect(Math.max(...field)).toBeLessThan(1 + 1e-13);
    expect(largest(field.map((value) => value * (1 - value)))).toBeGreaterThan(0.1);
  });
});
