import { describe, expect, it } from 'vitest';
import { annulusGrid, boxGrid } from '../../src/convection/grid.js';
import { buoyantTemperature } from '../../src/convection/material/buoyancy.js';
import { expansivityProfile } from '../../src/convection/material/expansivity.js';
import { martianTransitions, phaseFraction, phaseFunction } from '../../src/convection/material/phase-transitions.js';
import { innerRadius, mantle, nondimensionalTemperature, outerRadius, pressure } from '../../src/convection/scales.js';

const phases = martianTransitions.map(phaseFunction);
const reference = nondimensionalTemperature(1662);

describe('the phase transitions of olivine', () => {
  it('lie at their pressures: 1058 and 1382 km deep on Mars, above the core', () => {
    const depths = phases.map(({ depth }) => (depth * mantle.depth) / 1e3);
    expect(depths[0]).toBeCloseTo(1057.9, 1);
    expect(depths[1]).toBeCloseTo(1382.2, 1);
    for (const [index, phase] of phases.entries()) {
      expect(pressure(phase.depth)).toBeCloseTo(martianTransitions[index]!.pressure, 0);
      expect(phaseFraction(phase, phase.depth, reference)).toBe(0.5);
    }
  });

  it('are deeper where it is hotter, by the Clapeyron slope', () => {
    for (const [index, phase] of phases.entries()) {
      const { clapeyronSlope } = martianTransitions[index]!;
      const deeper = (clapeyronSlope * 100) / (mantle.density * mantle.gravity * mantle.depth);
      expect(phaseFraction(phase, phase.depth + deeper, reference + 0.05)).toBeCloseTo(0.5, 12);
    }
  });

  it('run from none to all over a few half-widths, exactly so far away', () => {
    const [first] = phases;
    const at = (halfWidths: number) => phaseFraction(first!, first!.depth + halfWidths * first!.halfWidth, reference);
    expect(at(1)).toBeCloseTo(0.5 * (1 + Math.tanh(1)), 14);
    expect(at(-1)).toBeCloseTo(0.5 * (1 - Math.tanh(1)), 14);
    expect(at(25)).toBe(1);
    expect(at(-25)).toBe(0);
  });

  it('weigh in density what Arredondo & Billen give, and in latent heat what Clausius and Clapeyron demand', () => {
    for (const [index, phase] of phases.entries()) {
      const { clapeyronSlope, densityJump } = martianTransitions[index]!;
      expect(phase.buoyancyRatio * 2.5e-5 * 2000).toBeCloseTo(densityJump, 14);
      // L = γ T Δρ/ρ², in kelvin per kelvin: L / (c_p T).
      const expected = (clapeyronSlope * densityJump) / (mantle.density * mantle.heatCapacity);
      expect(phase.latentHeat).toBeCloseTo(expected, 14);
    }
    expect(martianTransitions[0].densityJump).toBeCloseTo(0.0286, 14);
    expect(martianTransitions[1].densityJump).toBeCloseTo(0.014465, 14);
  });
});

describe('the buoyant temperature', () => {
  it('is the temperature, where nothing else makes rock heavy', () => {
    const grid = boxGrid(5, 4, 1);
    const temperature = Float64Array.from({ length: 20 }, (_, cell) => Math.sin(cell));
    const target = new Float64Array(20).fill(7);
    buoyantTemperature(grid, { expansivity: expansivityProfile(grid, 'constant'), phases: [] }, temperature, target);
    expect(target).toEqual(temperature);
  });

  it('falls by the density jumps across the transitions', () => {
    const grid = annulusGrid(340, 4, innerRadius, outerRadius);
    const temperature = new Float64Array(340 * 4).fill(reference);
    const target = new Float64Array(340 * 4);
    buoyantTemperature(grid, { expansivity: new Float64Array(340), phases }, temperature, target);
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
