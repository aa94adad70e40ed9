import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution, type EvolutionConfig } from '../../src/convection/evolution/evolution-config.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { heatBudget } from './heat-budget.js';

const parameters = {
  referenceViscosity: 1e19,
  activationEnergy: 1e5,
  activationVolume: 4e-6,
  enrichment: 1,
  initialTemperature: 1600,
};

/** Cold rock falls to the core in a million years and lies there stably: full steps are long for what can move then. */
const lidless = { viscosityLimits: { minimum: 1e18, maximum: 1e19 } };

/** The budget without the work of phases, whose sum over outputs is not exact. */
function budget(megayears: number, change: Partial<EvolutionConfig>) {
  const duration = megayears * 1e6 * secondsPerYear;
  const cells = { radial: 12, azimuthal: 12 };
  return heatBudget(
    simulateEvolution(parameters, { ...defaultEvolution, phaseTransitions: false, cells, duration, ...change }),
  );
}

describe('friction', () => {
  it('gives back what adiabatic cooling takes, where rock lies in stable layers', () => {
    const { stored, friction, worked, lost, imbalance } = budget(20, { ...lidless, outputIntervals: 200 });
    expect(friction).toBeGreaterThan(0.01 * lost);
    expect(Math.abs(worked)).toBeLessThan(1e-4 * friction);
    expect(Math.abs(imbalance)).toBeLessThan(0.01 * Math.abs(stored));
  });

  it('does so under a stagnant lid', () => {
    const { produced, friction, worked, imbalance } = budget(300, { outputIntervals: 200, outputExponent: 2 });
    expect(friction).toBeGreaterThan(1e-3 * produced);
    expect(Math.abs(worked)).toBeLessThan(1e-2 * friction);
    expect(Math.abs(imbalance)).toBeLessThan(2e-4 * produced);
  });
});

describe('a step', () => {
  /** m/s, mean from 2 to 20 Myr. */
  function velocity(change: Partial<EvolutionConfig>): number {
    const cells = { radial: 12, azimuthal: 12 };
    const duration = 20e6 * secondsPerYear;
    const config = {
      ...defaultEvolution,
      ...lidless,
      phaseTransitions: false,
      cells,
      stretching: 1,
      duration,
      ...change,
    };
    const { diagnostics } = simulateEvolution(parameters, { ...config, outputIntervals: 200, outputExponent: 1 });
    const late = diagnostics.rootMeanSquareVelocity.slice(20);
    return late.reduce((sum, value) => sum + value, 0) / late.length;
  }

  // With full steps the flow swings, and is ten times as fast at the default Courant number. Steps as they are leave it
  // slower than short ones do, by a third.
  it('is short enough that the flow does not swing in stable layers', () => {
    const ratio = velocity({}) / velocity({ courantNumber: 0.1 });
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(1.2);
  });
});
