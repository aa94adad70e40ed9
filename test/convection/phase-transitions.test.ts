import { describe, expect, it } from 'vitest';
import { annulusGrid, boxGrid } from '../../src/convection/grid.js';
import { buoyantTemperature } from '../../src/convection/material/buoyancy.js';
import { phaseColumn, phaseDensity, zoneOf } from '../../src/convection/material/phase-column.js';
import {
  excessDepth,
  type PhaseFunction,
  phaseFraction,
  phaseIntegral,
  phaseSharpness,
} from '../../src/convection/material/phase-transitions.js';
import {
  expansivityProfile,
  innerRadius,
  mars,
  martianTransitions,
  nondimensionalTemperature,
  outerRadius,
  phaseFunction,
  pressure,
  residue,
  scales,
} from './mars.js';

const phases = martianTransitions.map(phaseFunction);
const reference = nondimensionalTemperature(1662);

function fractionAt(phase: PhaseFunction, depth: number, temperature: number): number {
  return phaseFraction(phase, excessDepth(phase, depth, temperature));
}

describe('the phase transitions of olivine', () => {
  it('lie at their pressures: 1058 and 1382 km deep on Mars, above the core', () => {
    const depths = phases.map(({ depth }) => (depth * scales.depth) / 1e3);
    expect(depths[0]).toBeCloseTo(1057.9, 1);
    expect(depths[1]).toBeCloseTo(1382.2, 1);
    for (const [index, phase] of phases.entries()) {
      expect(pressure(phase.depth)).toBeCloseTo(martianTransitions[index]!.pressure, 0);
      expect(fractionAt(phase, phase.depth, reference)).toBeCloseTo(0.5, 12);
    }
  });

  it('are deeper where it is hotter, by the Clapeyron slope', () => {
    for (const [index, phase] of phases.entries()) {
      const { clapeyronSlope } = martianTransitions[index]!;
      const deeper = (clapeyronSlope * 100) / (mars.mantleDensity * mars.gravity * scales.depth);
      expect(fractionAt(phase, phase.depth + deeper, reference + 0.05)).toBeCloseTo(0.5, 12);
    }
  });

  it('run from none to all over 47 km up and down, in the middle as steeply as tanh over 25 km', () => {
    for (const phase of phases) {
      expect(phase.reach * scales.depth).toBeCloseTo(46_875, 6);
      expect(phaseFraction(phase, phase.reach)).toBe(1);
      expect(phaseFraction(phase, -phase.reach)).toBe(0);
      expect(phaseFraction(phase, 0)).toBe(0.5);
      expect(phaseSharpness(phase, 0) * 2 * (25e3 / scales.depth)).toBeCloseTo(1, 14);
    }
  });

  it('have the sharpness and the integral that their fraction demands', () => {
    const [phase] = phases as [PhaseFunction, PhaseFunction];
    const h = 1e-5 * phase.reach;
    for (const share of [-1.2, -0.9, -0.3, 0, 0.4, 0.95, 1.3]) {
      const excess = share * phase.reach;
      const rise = (phaseFraction(phase, excess + h) - phaseFraction(phase, excess - h)) / (2 * h);
      const growth = (phaseIntegral(phase, excess + h) - phaseIntegral(phase, excess - h)) / (2 * h);
      expect(rise).toBeCloseTo(phaseSharpness(phase, excess), 6);
      expect(growth).toBeCloseTo(phaseFraction(phase, excess), 8);
    }
    expect(phaseIntegral(phase, -phase.reach)).toBe(0);
    expect(phaseIntegral(phase, (1 - 1e-15) * phase.reach)).toBeCloseTo(phase.reach, 15);
  });

  it('weigh in density what Arredondo & Billen give, and in latent heat what Clausius and Clapeyron demand', () => {
    for (const [index, phase] of phases.entries()) {
      const { clapeyronSlope, densityJump } = martianTransitions[index]!;
      expect(phase.buoyancyRatio * 2.5e-5 * 2000).toBeCloseTo(densityJump, 14);
      // L = γ T Δρ/ρ², in kelvin per kelvin: L / (c_p T).
      const expected = (clapeyronSlope * densityJump) / (mars.mantleDensity * mars.mantleHeatCapacity);
      expect(phase.latentHeat).toBeCloseTo(expected, 14);
    }
    expect(martianTransitions[0].densityJump).toBeCloseTo(0.0286, 14);
    expect(martianTransitions[1].densityJump).toBeCloseTo(0.014465, 14);
  });
});

describe('the transitions on a grid', () => {
  it('report by zones of temperature what their fractions report', () => {
    const grid = annulusGrid(40, 60, innerRadius, outerRadius);
    const column = phaseColumn(grid, phases);
    const temperature = Float64Array.from({ length: 2400 }, (_, cell) => 1.2 * ((cell * 0.618) % 1) - 0.1);
    const density = new Float64Array(2400);
    phaseDensity(column, temperature, density);
    const zones = new Set<number>();
    for (let cell = 0; cell < 2400; cell++) {
      const i = cell % 40;
      zones.add(zoneOf(column, i, temperature[cell]!));
      const depth = outerRadius - grid.rCell[i]!;
      const expected = phases.reduce(
        (sum, phase) => sum + phase.buoyancyRatio * fractionAt(phase, depth, temperature[cell]!),
        0,
      );
      expect(density[cell]).toBeCloseTo(expected, 14);
    }
    expect([...zones].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('the buoyant temperature', () => {
  it('is the temperature, where nothing else makes rock heavy', () => {
    const grid = boxGrid(5, 4, 1);
    const temperature = Float64Array.from({ length: 20 }, (_, cell) => Math.sin(cell));
    const target = new Float64Array(20).fill(7);
    buoyantTemperature(
      grid,
      { expansivity: expansivityProfile(grid, 'constant'), phases: phaseColumn(grid, []), residue },
      temperature,
      target,
    );
    expect(target).toEqual(temperature);
  });

  it('falls by the density jumps across the transitions', () => {
    const grid = annulusGrid(340, 4, innerRadius, outerRadius);
    const temperature = new Float64Array(340 * 4).fill(reference);
    const target = new Float64Array(340 * 4);
    buoyantTemperature(
      grid,
      { expansivity: new Float64Array(340), phases: phaseColumn(grid, phases), residue },
      temperature,
      target,
    );
    expect(target[339]).toBeCloseTo(0, 14);
    expect(target[0]).toBeCloseTo(-phases[0]!.buoyancyRatio - phases[1]!.buoyancyRatio, 9);
  });
});

describe('the expansivity', () => {
  it('halves from the surface to the core, and is the reference half-way', () => {
    const grid = annulusGrid(2001, 4, innerRadius, outerRadius);
    const profile = expansivityProfile(grid, 'depth-dependent');
    expect(profile[2000]! / profile[0]!).toBeCloseTo(2 ** (2000 / 2001), 12);
    expect(profile[1000]).toBeCloseTo(1, 12);
    expect(new Set(expansivityProfile(grid, 'constant'))).toEqual(new Set([1]));
  });
});
