// Every rheology of the registry: what a viscosity law must fulfil, whatever it is.
import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { boxGrid } from '../../src/convection/grid.js';
import { yieldedViscosity } from '../../src/convection/material/plasticity.js';
import { updateViscosity, viscosityField } from '../../src/convection/material/viscosity.js';
import { planets } from '../../src/convection/planets/registry.js';
import { rheologies, rheologyNames } from '../../src/convection/rheologies/registry.js';
import { creepOf, type Rheology, viscosityLaw } from '../../src/convection/rheologies/rheology.js';
import { scalesOf, secondsPerYear } from '../../src/convection/scales.js';

const scales = scalesOf(planets.mars);
const creep = creepOf(scales, 3e5, 6e-6);
const limits = { minimum: 1e-3, maximum: 1e7 };
const temperatures = Array.from({ length: 60 }, (_, k) => k / 40);
const depths = [0, 0.1, 0.5, 1];

for (const name of rheologyNames) {
  describe(`the rheology ${name}`, () => {
    const rheology: Rheology = rheologies[name];
    const law = viscosityLaw(rheology, creep, limits);

    it('is the reference viscosity at the reference state', () => {
      const temperature = creep.referenceTemperature - creep.surfaceTemperatureRatio;
      expect(law(temperature, creep.referenceDepth)).toBeCloseTo(0, 12);
    });

    it('stays finite and within its limits, at any temperature and depth', () => {
      for (const depth of depths) {
        for (const temperature of temperatures) {
          const viscosity = Math.exp(law(temperature, depth));
          expect(viscosity).toBeGreaterThanOrEqual(limits.minimum * (1 - 1e-12));
          expect(viscosity).toBeLessThanOrEqual(limits.maximum * (1 + 1e-12));
        }
      }
      expect(law(0, 0)).toBe(Math.log(limits.maximum));
      expect(law(100, 0)).toBe(Math.max(Math.log(limits.minimum), rheology.logarithm(creep)(100, 0)));
    });

    it('falls with temperature and rises with depth', () => {
      for (const depth of depths) {
        for (const [k, temperature] of temperatures.slice(1).entries()) {
          expect(law(temperature, depth)).toBeLessThanOrEqual(law(temperatures[k]!, depth));
          expect(law(temperature, depth + 0.1)).toBeGreaterThanOrEqual(law(temperature, depth));
        }
      }
    });

    it('is the fourth power of the fourth root on a grid', () => {
      const grid = boxGrid(6, 4, 1);
      const field = viscosityField(grid);
      const temperature = Float64Array.from({ length: 24 }, (_, cell) => 0.6 + 0.02 * cell);
      updateViscosity(grid, law, temperature, field);
      for (const [cell, viscosity] of field.cell.entries()) {
        const expected = Math.exp(law(temperature[cell]!, 1 - grid.rCell[cell % 6]!));
        expect(Math.abs(viscosity / expected - 1)).toBeLessThan(1e-13);
        expect(Math.abs(field.fourthRoot[cell]! ** 4 / expected - 1)).toBeLessThan(1e-13);
      }
    });

    it('yields no further than to its minimum, if it yields', () => {
      const plasticity = rheology.plasticity?.(10, limits);
      if (plasticity === undefined) return;
      for (const strainSquared of [0, 1e-6, 1, 1e12]) {
        const viscosity = yieldedViscosity(1, strainSquared, plasticity);
        expect(viscosity).toBeLessThanOrEqual(1);
        expect(viscosity).toBeGreaterThan(0.99 * limits.minimum);
      }
    });

    it('gives an evolution, the same twice', () => {
      const evolve = () =>
        simulateEvolution(
          {
            referenceViscosity: 1e21,
            activationEnergy: 3e5,
            activationVolume: 6e-6,
            enrichment: 5,
            initialTemperature: 1700,
          },
          { rheology: name, cells: { radial: 8, azimuthal: 8 }, duration: 1e7 * secondsPerYear, outputIntervals: 1 },
        );
      const { temperature, solver } = evolve();
      expect(Number(solver.steps)).toBeGreaterThanOrEqual(3);
      expect(String(solver.equations)).toContain(rheology.description);
      expect(temperature.every(Number.isFinite)).toBe(true);
      expect(evolve().temperature).toEqual(temperature);
    });
  });
}
