// Random planets over the box of the paper, and beyond it in viscosity contrast, with random physics: short evolutions
// on coarse cells. validation/robustness.js does the same for longer ones.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import {
  defaultEvolution,
  type EvolutionConfig,
  evolutionSchema,
} from '../../src/convection/evolution/evolution-config.js';
import type { MantleParameters } from '../../src/convection/parameters/mantle-parameters.js';
import { parameterRanges } from '../../src/convection/parameters/parameter-ranges.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { heatBudget } from './heat-budget.js';

const within = (name: keyof MantleParameters) => {
  const { minimum, maximum, scale } = parameterRanges[name];
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  return unit.map((u) => (scale === 'linear' ? minimum + u * (maximum - minimum) : minimum * (maximum / minimum) ** u));
};

const planets = fc.record({
  referenceViscosity: within('referenceViscosity'),
  activationEnergy: within('activationEnergy'),
  activationVolume: within('activationVolume'),
  enrichment: within('enrichment'),
  initialTemperature: within('initialTemperature'),
});

const choices = evolutionSchema.out.shape;

const physics = fc.record({
  equations: fc.constantFrom(...choices.equations.unwrap().options),
  rheology: fc.constantFrom(...choices.rheology.unwrap().options),
  expansivity: fc.constantFrom(...choices.expansivity.unwrap().options),
  conductivity: fc.constantFrom(...choices.conductivity.unwrap().options),
  phaseTransitions: fc.boolean(),
  melting: fc.boolean(),
  /** Up to 10¹⁰ between the bounds. */
  viscosityLimits: fc
    .double({ min: 1, max: 10, noNaN: true })
    .map((decades) => ({ minimum: 1e18, maximum: 1e18 * 10 ** decades })),
});

/** K by which planets that may melt start warmer, so that some do within the time given. */
const WARMER = 250;

describe('any planet of the box, with any physics', () => {
  it('keeps between the temperature of its surface and 3000 K, has finite series and a balance of heat, and melts once', () => {
    let molten = 0;
    fc.assert(
      fc.property(planets, physics, (parameters, choice) => {
        const initialTemperature = parameters.initialTemperature + (choice.melting ? WARMER : 0);
        const config: EvolutionConfig = {
          ...defaultEvolution,
          ...choice,
          cells: { radial: 12, azimuthal: 12 },
          outputIntervals: 200,
          outputExponent: 2,
          duration: 5e7 * secondsPerYear,
        };
        const evolution = simulateEvolution({ ...parameters, initialTemperature }, config);
        const { temperature, diagnostics } = evolution;
        for (const kelvin of temperature) expect(kelvin > 250 && kelvin < 3000).toBe(true);
        for (const series of Object.values(diagnostics)) expect(series.every(Number.isFinite)).toBe(true);
        expect(Math.min(...diagnostics.surfaceHeatFlux)).toBeGreaterThan(0);
        const { imbalance, produced, friction } = heatBudget(evolution);
        expect(Math.abs(imbalance)).toBeLessThan(0.01 * produced + 0.01 * friction);
        const crust = diagnostics.producedCrust;
        for (let frame = 1; frame <= 200; frame++) expect(crust[frame]!).toBeGreaterThanOrEqual(crust[frame - 1]!);
        if (crust[200]! > 0) molten++;
        if (!choice.melting) expect(crust[200]).toBe(0);
      }),
      { numRuns: 12, seed: 20261128 },
    );
    expect(molten).toBeGreaterThan(3);
  });
});
