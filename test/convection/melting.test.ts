import { describe, expect, it } from 'vitest';
import { annulusGrid } from '../../src/convection/grid.js';
import { buoyantTemperature } from '../../src/convection/material/buoyancy.js';
import { freshMelt } from '../../src/convection/material/melting.js';
import { phaseColumn } from '../../src/convection/material/phase-column.js';
import {
  innerRadius,
  latentHeatOfMelting,
  liquidus,
  melting,
  nondimensionalTemperature,
  outerRadius,
  pressure,
  residue,
  residueBuoyancy,
  retained,
  solidus,
} from './mars.js';

const grid = annulusGrid(64, 4, innerRadius, outerRadius);
const law = melting(grid);

describe('solidus and liquidus', () => {
  it('are those of the Martian mantle and of peridotite', () => {
    expect(solidus(0)).toBe(1340.38);
    expect(liquidus(0)).toBe(2035);
    expect(solidus(2e9)).toBeCloseTo(1340.38 + 260.66 - 25.5078 + 0.951296, 10);
    expect(liquidus(2e9)).toBeCloseTo(2035 + 114.92 - 13.948 + 0.6152, 10);
  });

  it('lie below those of terrestrial peridotite and near what Ding et al. (2020) measured', () => {
    for (const p of [2, 3, 4, 5]) {
      const terrestrial = 1409 + 134.2 * p - 6.581 * p ** 2 + 0.1054 * p ** 3;
      expect(terrestrial - solidus(p * 1e9)).toBeGreaterThan(65);
      // A composition with twice the alkalis, which melts sooner.
      const rich = 1068 + 107 * p - 5 * p ** 2 + 273.15;
      expect(solidus(p * 1e9) - rich).toBeGreaterThan(20);
      expect(solidus(p * 1e9) - rich).toBeLessThan(100);
    }
    // 20 ± 6 % of melt per 100 K.
    for (const p of [2, 3, 4]) {
      const productivity = 1e4 / (liquidus(p * 1e9) - solidus(p * 1e9));
      expect(Math.abs(productivity - 20)).toBeLessThan(6);
    }
  });

  it('rise with depth where melt comes from, and never cross', () => {
    for (let i = 1; i < 64; i++) {
      if (i > law.deepest) expect(law.solidus[i]!).toBeLessThan(law.solidus[i - 1]!);
      expect(law.interval[i]!).toBeGreaterThan(0);
    }
    expect(law.interval[63]! * 2000).toBeCloseTo(662, -2);
  });

  it('let melt out above 7.4 GPa only', () => {
    const depth = (i: number) => outerRadius - grid.rCell[i]!;
    expect(pressure(depth(law.deepest))).toBeLessThanOrEqual(7.4e9);
    expect(pressure(depth(law.deepest - 1))).toBeGreaterThan(7.4e9);
  });
});

describe('fresh melt', () => {
  const i = 60;
  const hot = law.solidus[i]! + 0.2 * law.interval[i]!;

  it('vanishes below the solidus, and where as much has left already', () => {
    expect(freshMelt(law, i, law.solidus[i]! - 1e-9, 0)).toBe(0);
    expect(freshMelt(law, i, hot, 0.2000001)).toBe(0);
    expect(freshMelt(law, i, nondimensionalTemperature(300), 0)).toBe(0);
  });

  it('pays its latent heat and leaves rock at its new solidus', () => {
    for (const depletion of [0, 0.05, 0.15]) {
      const melt = freshMelt(law, i, hot, depletion);
      const after = hot - law.latentHeat * melt;
      expect(after).toBeCloseTo(law.solidus[i]! + (depletion + melt) * law.interval[i]!, 13);
      expect(freshMelt(law, i, after, depletion + melt)).toBeCloseTo(0, 13);
    }
    expect(law.latentHeat * 2000 * 1200).toBeCloseTo(latentHeatOfMelting, 6);
  });

  it('of rock above its liquidus too leaves a residue at its new solidus, as long as latent heat lasts', () => {
    for (const depletion of [0, 0.3, 0.6]) {
      const liquid = law.solidus[i]! + 1.1 * law.interval[i]!;
      const melt = freshMelt(law, i, liquid, depletion);
      expect(depletion + melt).toBeLessThan(1);
      expect(liquid - law.latentHeat * melt).toBeCloseTo(law.solidus[i]! + (depletion + melt) * law.interval[i]!, 13);
    }
  });

  it('never exceeds the rock, however hot', () => {
    const molten = law.solidus[i]! + law.interval[i]! + law.latentHeat;
    expect(freshMelt(law, i, molten - 1e-6, 0)).toBeLessThan(1);
    for (const temperature of [molten + 1e-6, 10]) {
      expect(freshMelt(law, i, temperature, 0)).toBe(1);
      expect(freshMelt(law, i, temperature, 0.3)).toBe(0.7);
      expect(freshMelt(law, i, temperature, 1)).toBe(0);
    }
  });
});

describe('heat-producing elements in the residue', () => {
  it('are what one melting leaves, whether in one go or in many', () => {
    const steps = [0, 0.001, 0.002, 0.0035];
    const product = steps.slice(1).reduce((rest, after, k) => rest * retained(steps[k]!, after), 1);
    expect(product).toBeCloseTo(retained(0, 0.0035), 14);
    expect(retained(0, 0.001)).toBeCloseTo(0.999 ** 999, 14);
    expect(retained(0.3, 0.3)).toBe(1);
    expect(retained(0.3, 1)).toBe(0);
  });
});

describe('rock that has lost melt', () => {
  it('is lighter by 60 kg/m³ as harzburgite, and no lighter beyond', () => {
    const thermal = 3500 * 2.5e-5 * 2000;
    expect(residueBuoyancy(0)).toBe(0);
    expect(residueBuoyancy(0.15)).toBeCloseTo(30 / thermal, 14);
    expect(residueBuoyancy(0.3)).toBeCloseTo(60 / thermal, 14);
    expect(residueBuoyancy(0.9)).toBeCloseTo(60 / thermal, 14);
  });

  it('rises as if it were warmer', () => {
    const temperature = new Float64Array(256).fill(0.5);
    const depletion = Float64Array.from({ length: 256 }, (_, cell) => (cell === 70 ? 0.3 : 0));
    const buoyant = new Float64Array(256);
    const expansivity = new Float64Array(64).fill(1);
    buoyantTemperature(grid, { expansivity, phases: phaseColumn(grid, []), residue, depletion }, temperature, buoyant);
    expect(buoyant[69]).toBe(0.5);
    expect(buoyant[70]).toBeCloseTo(0.5 + 60 / 175, 14);
  });
});
