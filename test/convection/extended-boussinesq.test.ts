import { describe, expect, it } from 'vitest';
import { adiabaticHeating } from '../../src/convection/energy/adiabatic-heating.js';
import { diffusion, setConductivity } from '../../src/convection/energy/diffusion.js';
import { energySolver, stagesFor, stepEnergy } from '../../src/convection/energy/energy.js';
import { releaseLatentHeat } from '../../src/convection/energy/latent-heat.js';
import { transport } from '../../src/convection/energy/transport.js';
import { annulusGrid, areaMean, type Grid } from '../../src/convection/grid.js';
import { energyMachine } from '../../src/convection/kernels/energy-kernels.js';
import { expansivityProfile } from '../../src/convection/material/expansivity.js';
import {
  martianTransitions,
  phaseFunction,
  weightedFractions,
} from '../../src/convection/material/phase-transitions.js';
import { frankKamenetskiiLaw } from '../../src/convection/material/rheology.js';
import { dissipationNumber, innerRadius, outerRadius, surfaceTemperatureRatio } from '../../src/convection/scales.js';
import { viscousDissipation } from '../../src/convection/stokes/dissipation.js';
import { courantTime } from '../../src/convection/stokes/flow.js';
import { extrapolateFlow, type MantleFlow, mantleFlow, solveFlow } from '../../src/convection/stokes/mantle-flow.js';
import { cellField, flowFrom, largest } from './helpers.js';

const rayleigh = 1e5;
const phases = martianTransitions.map(phaseFunction);

/** A smooth temperature through both transitions, and the flow that it drives. */
function convecting(cells: number, withPhases: boolean, stretching = 1) {
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
    density: { expansivity, phases: withPhases ? phases : [] },
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
      const { grid, temperature, mantle, adiabatic } = convecting(16, false, stretching);
      const cooling = adiabaticHeating(energyMachine(grid), mantle.flow, adiabatic, temperature);
      const viscous = viscousHeating(grid, mantle);
      expect(viscous).toBeGreaterThan(0.01);
      expect(-areaMean(grid, cooling) / viscous).toBeCloseTo(1, 10);
    });
  }

  it('balance with phase transitions and their latent heat to discretization error', () => {
    const imbalance = (cells: number) => {
      const { grid, temperature, mantle, adiabatic } = convecting(cells, true);
      const cooling = adiabaticHeating(energyMachine(grid), mantle.flow, adiabatic, temperature);
      const dt = 1e-4 * courantTime(grid, mantle.flow);
      const moved = new Float64Array(temperature.length);
      weightedFractions(grid, phases, 'latentHeat', temperature, moved);
      const before = moved.slice();
      transport(energySolver(diffusion(grid)), mantle.flow, dt, 2, moved);
      // Latent heat of rock that moves through a temperature that stays: (T + T₀) u·∇ Σ ℓ Γ.
      const latent = moved.map(
        (value, cell) => ((before[cell]! - value) * (temperature[cell]! + surfaceTemperatureRatio)) / dt,
      );
      const viscous = viscousHeating(grid, mantle);
      expect(Math.abs(areaMean(grid, latent) / viscous)).toBeGreaterThan(0.01);
      return Math.abs(areaMean(grid, latent) + areaMean(grid, cooling) + viscous) / viscous;
    };
    const [coarse, fine] = [32, 128].map(imbalance);
    expect(fine!).toBeLessThan(2e-3);
    expect(fine!).toBeLessThan(coarse! / 4);
  });

  it('leave an adiabat as it is, T + T₀ ∝ exp(-Di × height), however rock moves along it', () => {
    const drift = (cells: number) => {
      const grid = annulusGrid(cells, cells, innerRadius, outerRadius);
      const flow = flowFrom(grid, (height, phi) => 50 * Math.sin(Math.PI * height) * Math.sin(2 * phi));
      const adiabatic = new Float64Array(cells).fill(dissipationNumber);
      const start = cellField(grid, (height) => 0.9 * Math.exp(-dissipationNumber * height) - surfaceTemperatureRatio);
      const temperature = start.slice();
      const solver = energySolver(diffusion(grid));
      setConductivity(solver.conduction, new Float64Array(cells ** 2));
      const duration = 0.01;
      const steps = Math.ceil(duration / courantTime(grid, flow));
      const dt = duration / steps;
      for (let step = 0; step < steps; step++) {
        stepEnergy(solver, flow, new Float64Array(cells ** 2), {}, dt, stagesFor(1), temperature, adiabatic);
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

describe('latent heat', () => {
  const grid = annulusGrid(32, 4, innerRadius, outerRadius);

  it('is none where rock stays and keeps its temperature', () => {
    const temperature = cellField(grid, (height, phi) => 0.7 - 0.3 * height + 0.1 * phi);
    const moved = new Float64Array(128);
    weightedFractions(grid, phases, 'latentHeat', temperature, moved);
    const after = temperature.slice();
    releaseLatentHeat(grid, phases, moved, after);
    expect(after).toEqual(temperature);
  });

  it('brings each cell to equilibrium, paid by the rock that reacts', () => {
    const temperature = cellField(grid, (height, phi) => 0.7 - 0.3 * height + 0.1 * phi);
    // Rock of the top carried everywhere, and rock of the bottom.
    for (const share of [0, 1]) {
      const moved = new Float64Array(128).fill(share * phases.reduce((sum, phase) => sum + phase.latentHeat, 0));
      const after = temperature.slice();
      releaseLatentHeat(grid, phases, moved, after);
      const reacted = new Float64Array(128);
      weightedFractions(grid, phases, 'latentHeat', after, reacted);
      for (let cell = 0; cell < 128; cell++) {
        const absolute = temperature[cell]! + surfaceTemperatureRatio;
        expect(after[cell]! - temperature[cell]!).toBeCloseTo(absolute * (reacted[cell]! - moved[cell]!), 12);
        expect(Math.sign(after[cell]! - temperature[cell]!)).toBe(
          Math.abs(reacted[cell]! - moved[cell]!) < 1e-13 ? 0 : share === 0 ? 1 : -1,
        );
      }
      expect(largest(after.map((value, cell) => value - temperature[cell]!)) * 2000).toBeGreaterThan(30);
    }
  });
});

describe('passive transport', () => {
  it('keeps the total and the bounds of a field', () => {
    const grid = annulusGrid(16, 20, innerRadius, outerRadius);
    const flow = flowFrom(grid, (height, phi) => 50 * Math.sin(Math.PI * height) * Math.sin(4 * phi));
    const solver = energySolver(diffusion(grid));
    const field = cellField(grid, (height) => (height > 0.5 ? 1 : 0));
    const before = areaMean(grid, field);
    for (let step = 0; step < 50; step++) transport(solver, flow, courantTime(grid, flow), stagesFor(1), field);
    expect(areaMean(grid, field)).toBeCloseTo(before, 13);
    expect(Math.min(...field)).toBeGreaterThan(-1e-13);
    expect(Math.max(...field)).toBeLessThan(1 + 1e-13);
    expect(largest(field.map((value) => value * (1 - value)))).toBeGreaterThan(0.1);
  });
});
