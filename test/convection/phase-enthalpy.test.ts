import { describe, expect, it } from 'vitest';
import { setExpansion } from '../../src/convection/energy/adiabatic-heating.js';
import { setFlow } from '../../src/convection/energy/advection.js';
import { diffusion, setConductivity } from '../../src/convection/energy/diffusion.js';
import { energySolver, stepEnergy } from '../../src/convection/energy/energy.js';
import { heatMechanically } from '../../src/convection/energy/mechanical-heating.js';
import {
  enthalpiesAtWalls,
  enthalpyAt,
  releasedHeat,
  updateEnthalpy,
  updateTemperature,
} from '../../src/convection/energy/phase-enthalpy.js';
import { annulusGrid, areaMean, type Grid } from '../../src/convection/grid.js';
import { phaseColumn } from '../../src/convection/material/phase-column.js';
import { excessDepth, phaseFraction } from '../../src/convection/material/phase-transitions.js';
import { frankKamenetskiiLaw } from '../../src/convection/material/viscosity.js';
import { viscousDissipation } from '../../src/convection/stokes/dissipation.js';
import { courantTime } from '../../src/convection/stokes/flow.js';
import { extrapolateFlow, mantleFlow, solveFlow } from '../../src/convection/stokes/mantle-flow.js';
import { advected, cellField, flowFrom, largest } from './helpers.js';
import {
  dissipationNumber,
  expansivityProfile,
  innerRadius,
  martianTransitions,
  outerRadius,
  phaseEnthalpy,
  phaseFunction,
  residue,
  surfaceTemperatureRatio,
} from './mars.js';

const rayleigh = 1e5;
const phases = martianTransitions.map(phaseFunction);
const sum = (depth: number, temperature: number, weight: 'latentHeat' | 'buoyancyRatio') =>
  phases.reduce((s, phase) => s + phase[weight] * phaseFraction(phase, excessDepth(phase, depth, temperature)), 0);

/** Rock of all zones. */
function motley(grid: Grid): Float64Array {
  return Float64Array.from({ length: grid.radial * grid.azimuthal }, (_, cell) => 1.3 * ((cell * 0.618) % 1) - 0.05);
}

/** Through both transitions. */
function smooth(grid: Grid): Float64Array {
  return cellField(grid, (height, phi) => 0.85 - 0.25 * height + 0.1 * Math.cos(4 * phi) * Math.sin(Math.PI * height));
}

function extendedBoussinesqOf(grid: Grid, dissipation: Float64Array = new Float64Array(grid.radial * grid.azimuthal)) {
  return {
    dissipationNumber,
    adiabatic: expansivityProfile(grid, 'depth-dependent').map((alpha) => dissipationNumber * alpha),
    dissipation,
    heatPerDissipation: dissipationNumber / rayleigh,
    friction: { minimum: 1, maximum: 1 },
    residueWork: 0,
    phases: phaseEnthalpy(grid, phases),
  };
}

describe('the enthalpy of phase transitions', () => {
  it('is inverted across transitions of any width, and counted where it cannot be', () => {
    const grid = annulusGrid(48, 7, innerRadius, outerRadius);
    for (const halfWidth of [25e3, 1e3, 25, 1e-3]) {
      const narrow = martianTransitions.map((transition) => phaseFunction({ ...transition, halfWidth }));
      const physics = phaseEnthalpy(grid, narrow);
      const enthalpy = new Float64Array(336);
      const temperature = motley(grid);
      updateEnthalpy(physics, temperature, enthalpy);
      const guess = temperature.toReversed();
      updateTemperature(physics, enthalpy, guess);
      const found = new Float64Array(336);
      updateEnthalpy(physics, guess, found);
      found.forEach((value, cell) => {
        expect(Math.abs(guess[cell] - temperature[cell])).toBeLessThan(1e-8);
        expect(Math.abs(value - enthalpy[cell])).toBeLessThan(1e-6);
      });
      expect(physics.unconverged).toBe(0);
      updateTemperature(physics, new Float64Array(336).fill(Number.NaN), guess);
      expect(physics.unconverged).toBe(336);
    }
  });

  it('changes along any path by dT - (T + T₀) Σ ℓ dΓ - Di Σ P (Γ - Γ_ref) dz: latent heat and work', () => {
    // A parcel sinks from 800 to 1600 km and warms by 400 K on the way; midpoint rule.
    const steps = 20_000;
    let expected = 0;
    const at = (k: number) => [0.47 + (0.47 * k) / steps, 0.65 + (0.2 * k) / steps] as const;
    for (let k = 0; k < steps; k++) {
      const [depth, temperature] = at(k + 0.5);
      const [[d0, t0], [d1, t1]] = [at(k), at(k + 1)];
      const reacted = sum(d1, t1, 'latentHeat') - sum(d0, t0, 'latentHeat');
      const reference = phases.reduce((s, p) => s + p.buoyancyRatio * phaseFraction(p, depth - p.depth), 0);
      const work = dissipationNumber * (sum(depth, temperature, 'buoyancyRatio') - reference) * (d0 - d1);
      expected += t1 - t0 - (temperature + surfaceTemperatureRatio) * reacted + work;
    }
    const change = enthalpyAt(phases, ...at(steps)) - enthalpyAt(phases, ...at(0));
    expect(change).toBeCloseTo(expected, 9);
    expect(Math.abs(change - 0.2)).toBeGreaterThan(0.01);
  });

  it('rises with temperature and has an inverse, from any first guess, between absolute zero and 3000 K', () => {
    const grid = annulusGrid(64, 41, innerRadius, outerRadius);
    const physics = phaseEnthalpy(grid, phases);
    const lowest = -surfaceTemperatureRatio;
    const temperature = cellField(grid, (_, phi) => lowest + 1.5 * (phi / (Math.PI / 2)));
    const enthalpy = new Float64Array(temperature.length);
    updateEnthalpy(physics, temperature, enthalpy);
    for (let cell = 0; cell + 64 < enthalpy.length; cell++) {
      const rise = (enthalpy[cell + 64]! - enthalpy[cell]!) / (temperature[cell + 64]! - temperature[cell]!);
      expect(rise).toBeGreaterThan(1 - 1e-12);
      expect(rise).toBeLessThan(1.6);
    }
    for (const guess of [lowest, 0.4, 1.4]) {
      const found = temperature.map(() => guess);
      updateTemperature(physics, enthalpy, found);
      expect(largest(found.map((value, cell) => value - temperature[cell]!))).toBeLessThan(1e-14);
    }
  });

  it('is that of its cells at walls, and gives the heat released', () => {
    const grid = annulusGrid(16, 20, innerRadius, outerRadius);
    const physics = phaseEnthalpy(grid, phases);
    const walls = enthalpiesAtWalls(physics, { core: 0.9, surface: 0 });
    expect(walls.surface).toBe(0);
    expect(walls.core).toBe(enthalpyAt(phases, 1, 0.9));
    expect(enthalpiesAtWalls(physics, {})).toEqual({ core: undefined, surface: undefined });
    const temperature = motley(grid);
    const enthalpy = new Float64Array(temperature.length);
    updateEnthalpy(physics, temperature, enthalpy);
    expect(releasedHeat(physics, temperature)).toBeCloseTo(areaMean(grid, temperature) - areaMean(grid, enthalpy), 14);
  });

  it('beyond the transitions is carried as temperature is, above them and below', () => {
    const grid = annulusGrid(48, 30, innerRadius, outerRadius);
    const solver = energySolver(diffusion(grid, surfaceTemperatureRatio));
    // Hot rock above both transitions and their reference depths, cold rock below.
    for (const [base, from, to] of [
      [0.7, 0.5, 1],
      [0.15, 0, 0.1],
    ] as const) {
      const flow = flowFrom(grid, (height, phi) => {
        const at = (height - from) / (to - from);
        return at > 0 && at < 1 ? Math.sin(Math.PI * at) ** 2 * Math.sin(2 * phi) : 0;
      });
      const temperature = cellField(grid, (height, phi) => base + 0.05 * Math.cos(4 * phi + 3 * height));
      const enthalpy = new Float64Array(temperature.length);
      updateEnthalpy(phaseEnthalpy(grid, phases), temperature, enthalpy);
      const dt = 0.2 * courantTime(grid, flow);
      const ofTemperature = advected(solver, flow, temperature, {}, dt);
      const ofEnthalpy = advected(solver, flow, enthalpy, {}, dt);
      expect(largest(ofTemperature)).toBeGreaterThan(1e-3);
      expect(largest(ofEnthalpy.map((value, cell) => value - ofTemperature[cell]!))).toBeLessThan(1e-14);
    }
  });
});

describe('a step with phase transitions', () => {
  it('makes no heat by motion: dissipation, adiabatic heating and the work of phases sum to zero, whatever the flow', () => {
    for (const stretching of [1, 3]) {
      const grid = annulusGrid(12, 14, innerRadius, outerRadius, Math.PI / 2, stretching);
      const solver = energySolver(diffusion(grid, surfaceTemperatureRatio));
      setConductivity(solver.conduction, new Float64Array(168));
      const extendedBoussinesq = extendedBoussinesqOf(
        grid,
        cellField(grid, (height, phi) => 1 + height * phi),
      );
      // A flow that this temperature does not drive: as wrong as can be.
      const flow = flowFrom(grid, (height, phi) => 300 * Math.sin(Math.PI * height) * Math.sin(2 * phi));
      const temperature = motley(grid);
      const enthalpy = new Float64Array(168);
      updateEnthalpy(extendedBoussinesq.phases, temperature, enthalpy);
      const before = areaMean(grid, enthalpy);
      const released = releasedHeat(extendedBoussinesq.phases, temperature);
      const dt = 0.9 * courantTime(grid, flow);
      stepEnergy(solver, flow, new Float64Array(168), {}, dt, 3, temperature, extendedBoussinesq);
      updateEnthalpy(extendedBoussinesq.phases, temperature, enthalpy);
      expect(areaMean(grid, enthalpy)).toBeCloseTo(before, 14);
      expect(Math.abs(releasedHeat(extendedBoussinesq.phases, temperature) - released)).toBeGreaterThan(1e-5);
      expect(Math.abs(extendedBoussinesq.phases.work)).toBeGreaterThan(1e-5);
    }
  });

  it('takes of buoyancy what the Stokes solution makes friction of, to ten digits', () => {
    const grid = annulusGrid(16, 20, innerRadius, outerRadius, Math.PI / 2, 2);
    const temperature = smooth(grid);
    const mantle = mantleFlow(grid, {
      rayleigh,
      law: frankKamenetskiiLaw(100),
      tolerance: 1e-11,
      density: { expansivity: expansivityProfile(grid, 'depth-dependent'), phases: phaseColumn(grid, phases), residue },
    });
    expect(solveFlow(mantle, temperature, 0)).toBe(true);
    extrapolateFlow(mantle, 0);
    const dissipation = new Float64Array(320);
    const { stokes, viscosity, flow } = mantle;
    viscousDissipation(grid, stokes.operator.factors, viscosity, flow.streamFunction, dissipation);
    // Without friction, motion takes the work of buoyancy from the heat, and does nothing else.
    const { machine } = energySolver(diffusion(grid, surfaceTemperatureRatio));
    const extendedBoussinesq = extendedBoussinesqOf(grid);
    setFlow(machine, flow);
    setExpansion(machine, extendedBoussinesq.adiabatic);
    machine.arrays.temperature.set(temperature);
    machine.arrays.heating.fill(0);
    heatMechanically(machine, extendedBoussinesq, 1);
    const taken = -areaMean(grid, machine.arrays.change);
    expect(taken / ((dissipationNumber / rayleigh) * areaMean(grid, dissipation))).toBeCloseTo(1, 10);
    // Nothing was dissipated, so the ratio of friction to that has no value.
    expect(extendedBoussinesq.friction).toEqual({ minimum: 1, maximum: 1 });
    const rubbing = extendedBoussinesqOf(grid, dissipation);
    heatMechanically(machine, rubbing, 0.1);
    expect(rubbing.friction.minimum).toBeCloseTo(1, 10);
    expect(rubbing.friction.maximum).toBeCloseTo(1, 10);
    // The flow turned round, and half as fast.
    const psi = flow.streamFunction.map((value) => -0.5 * value);
    viscousDissipation(grid, stokes.operator.factors, viscosity, psi, dissipation);
    machine.arrays.radialFlux.set(flow.radial.map((flux) => -0.5 * flux));
    heatMechanically(machine, rubbing, 0.1);
    expect(rubbing.friction.minimum).toBeCloseTo(-2, 9);
    expect(rubbing.friction.maximum).toBeCloseTo(1, 10);
  });

  it('carries steps of enthalpy through both transitions without new extremes', () => {
    const grid = annulusGrid(12, 14, innerRadius, outerRadius);
    const physics = phaseEnthalpy(grid, phases);
    const solver = energySolver(diffusion(grid, surfaceTemperatureRatio));
    setConductivity(solver.conduction, new Float64Array(168));
    const flow = flowFrom(grid, (height, phi) => 300 * Math.sin(Math.PI * height) * Math.sin(2 * phi));
    const enthalpy = new Float64Array(168);
    const temperature = cellField(grid, (_, phi) => (phi > 0.8 ? 0.9 : 0.7));
    updateEnthalpy(physics, temperature, enthalpy);
    const [lowest, highest] = [Math.min(...enthalpy), Math.max(...enthalpy)];
    for (let step = 0; step < 40; step++) {
      const change = advected(solver, flow, enthalpy, {}, 0.5 * courantTime(grid, flow));
      for (let cell = 0; cell < 168; cell++) enthalpy[cell] = enthalpy[cell]! + change[cell]!;
    }
    expect(Math.min(...enthalpy)).toBeGreaterThan(lowest - 1e-13);
    expect(Math.max(...enthalpy)).toBeLessThan(highest + 1e-13);
    updateTemperature(physics, enthalpy, temperature);
    expect(temperature.every((value) => value > 0.55 && value < 1.05)).toBe(true);
  });

  it('is of second order in time', () => {
    const grid = annulusGrid(24, 20, innerRadius, outerRadius);
    const flow = flowFrom(grid, (height, phi) => 60 * Math.sin(Math.PI * height) * Math.sin(2 * phi));
    const duration = 4 * courantTime(grid, flow);
    const simulated = (steps: number) => {
      const solver = energySolver(diffusion(grid, surfaceTemperatureRatio));
      setConductivity(solver.conduction, new Float64Array(480).fill(0.05));
      const extendedBoussinesq = extendedBoussinesqOf(grid, new Float64Array(480).fill(1));
      const temperature = smooth(grid);
      const still = new Float64Array(480);
      const held = { core: 0.9, surface: 0.5 };
      for (let step = 0; step < steps; step++) {
        stepEnergy(solver, flow, still, held, duration / steps, 2, temperature, extendedBoussinesq);
      }
      return temperature;
    };
    const exact = simulated(1024);
    const error = (steps: number) => {
      const found = simulated(steps);
      return Math.sqrt(
        areaMean(
          grid,
          found.map((value, cell) => (value - exact[cell]!) ** 2),
        ),
      );
    };
    const [coarse, fine] = [error(16), error(64)];
    expect(Math.log2(coarse / fine) / 2).toBeGreaterThan(1.8);
    expect(fine).toBeLessThan(1e-4);
  });
});
