import { describe, expect, it } from 'vitest';
import { annulusGrid, boxGrid } from '../../src/convection/grid.js';
import { frankKamenetskiiLaw, updateViscosity, viscosityField } from '../../src/convection/material/viscosity.js';
import { kelvin, secondsPerYear } from '../../src/convection/scales.js';
import {
  arrheniusLaw,
  innerRadius,
  mars,
  nondimensionalTemperature,
  outerRadius,
  rayleighNumber,
  scales,
} from './mars.js';

describe('scales', () => {
  it('are those of the paper', () => {
    expect(rayleighNumber(1e19)).toBeCloseTo(3.1811675e8, 0);
    expect(rayleighNumber(1e22)).toBeCloseTo(3.1811675e5, 3);
    expect(scales.time / secondsPerYear / 1e9).toBeCloseTo(91.58, 2);
    expect(scales.velocity * secondsPerYear * 100).toBeCloseTo(1.856e-3, 6);
    expect(scales.heatFlux).toBeCloseTo(4.706e-3, 6);
    expect((4.5e9 * secondsPerYear) / scales.time).toBeCloseTo(0.04913813148788927, 12);
    expect(kelvin(scales, nondimensionalTemperature(1600))).toBeCloseTo(1600, 10);
  });

  it('give friction η ε² and the cooling of rising rock ρ α T g u_r back in W/m³', () => {
    const { mantleDensity: density, thermalExpansivity, gravity, thermalDiffusivity } = mars;
    const { depth } = scales;
    const viscous = (scales.work * scales.dissipationNumber) / rayleighNumber(1e21);
    expect(viscous / (1e21 * (thermalDiffusivity / depth ** 2) ** 2)).toBeCloseTo(1, 13);
    const adiabatic = scales.work * scales.dissipationNumber;
    expect(adiabatic / (density * thermalExpansivity * gravity * 2000 * scales.velocity)).toBeCloseTo(1, 13);
    expect(scales.work / scales.heatSource).toBeCloseTo(4.2 / 4, 13);
  });
});

describe('the viscosity', () => {
  const energy = 3e5;
  const volume = 6e-6;
  const unbounded = { minimum: 1e-300, maximum: 1e300 };

  it('is the reference viscosity at 1600 K and 3 GPa', () => {
    const law = arrheniusLaw(energy, volume, unbounded);
    const depth = 3e9 / (3500 * 3.7 * 1.7e6);
    expect(law(nondimensionalTemperature(1600), depth)).toBeCloseTo(0, 12);
  });

  it('is the dimensional Arrhenius law elsewhere', () => {
    const law = arrheniusLaw(energy, volume, unbounded);
    for (const [absolute, depth] of [
      [1400, 200e3],
      [1800, 900e3],
      [2250, 1700e3],
    ]) {
      const pressure = 3500 * 3.7 * depth;
      const expected = (energy + volume * pressure) / (8.314 * absolute) - (energy + volume * 3e9) / (8.314 * 1600);
      expect(law(nondimensionalTemperature(absolute), depth / 1.7e6)).toBeCloseTo(expected, 10);
    }
  });

  it('is capped at both ends', () => {
    const law = arrheniusLaw(energy, volume, { minimum: 0.1, maximum: 1e8 });
    expect(law(0, 0)).toBe(Math.log(1e8));
    expect(law(2, 0)).toBe(Math.log(0.1));
  });

  it('spans its contrasts in the Frank-Kamenetskii law', () => {
    const law = frankKamenetskiiLaw(1000, 64);
    expect(law(1, 0)).toBeCloseTo(-Math.log(1000), 14);
    expect(law(0, 1)).toBeCloseTo(Math.log(64), 14);
  });

  it('is the geometric mean of four cells at inner nodes and zero at the free-slip boundary', () => {
    const grid = boxGrid(4, 4, 1);
    const field = viscosityField(grid);
    const temperature = Float64Array.from({ length: 16 }, (_, cell) => cell / 16);
    updateViscosity(grid, frankKamenetskiiLaw(1000), temperature, field);
    const product = field.cell[5] * field.cell[6] * field.cell[9] * field.cell[10];
    expect(field.node[2 * 5 + 2]).toBeCloseTo(product ** 0.25, 14);
    for (let k = 0; k <= 4; k++) {
      for (const node of [k, 20 + k, 5 * k, 5 * k + 4]) expect(field.node[node]).toBe(0);
    }
  });
});

describe('the grid', () => {
  it('has the area of the quarter annulus and of the box', () => {
    const annulus = annulusGrid(7, 5, innerRadius, outerRadius);
    expect(annulus.totalArea).toBeCloseTo((Math.PI / 4) * (outerRadius ** 2 - innerRadius ** 2), 13);
    expect(boxGrid(7, 5, 3).totalArea).toBeCloseTo(3, 14);
    expect(boxGrid(7, 5, 3, 8).totalArea).toBeCloseTo(3, 14);
    expect(annulusGrid(7, 5, 1, 2, 0.3, 8).totalArea).toBeCloseTo(0.45, 14);
  });

  it('is stretched smoothly and alike at both walls, by the given ratio', () => {
    const { rNode, rCell, height, spacing } = boxGrid(400, 2, 1, 8);
    expect([rNode[0], rNode[400]]).toEqual([0, 1]);
    expect(Math.abs(height[200] / height[0] - 8)).toBeLessThan(0.1);
    expect(height[7]).toBeCloseTo(height[392], 12);
    for (let i = 1; i < 400; i++) {
      expect(spacing[i]).toBeCloseTo(rCell[i] - rCell[i - 1], 14);
      expect(Math.abs(height[i] / height[i - 1] - 1)).toBeLessThan(0.02);
    }
    expect(spacing[0]).toBe(height[0] / 2);
    expect(boxGrid(4, 2, 1, 1.0001).rNode[1]).toBeCloseTo(0.25, 4);
  });
});
