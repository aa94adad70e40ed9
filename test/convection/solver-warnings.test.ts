import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';
import { solverWarnings } from '../../src/convection/evolution/solver-warnings.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { exampleParameters } from './example-parameters.js';

describe('warnings of the solver', () => {
  it('are none where all is well, and none of physics that is off', () => {
    expect(solverWarnings({ steps: 100 })).toEqual([]);
    const well = { frictionOverDissipationMinimum: 0, frictionOverDissipationMaximum: 2.5, unconvergedEnthalpies: 0 };
    expect(solverWarnings({ steps: 100, unconvergedYielding: 2, ...well })).toEqual([]);
  });

  it('name the number and the way out', () => {
    const friction = { frictionOverDissipationMinimum: -0.25, frictionOverDissipationMaximum: 1 };
    expect(solverWarnings({ steps: 100, unconvergedYielding: 3, unconvergedEnthalpies: 7, ...friction })).toEqual([
      'friction heated by -0.25 to 1.0 times the dissipation of the flow, which swings: use a smaller longestStep or courantNumber',
      '7 temperatures in phase transitions were not found in 50 Newton iterations: compare with an evolution at half the courantNumber, and report the configuration as a defect of Tharsis',
      'the flow had not converged in yielding in 3 of 100 steps: use more cells',
    ]);
    expect(solverWarnings({ frictionOverDissipationMaximum: 2.51 })).toHaveLength(1);
    expect(solverWarnings({ frictionOverDissipationMaximum: Number.NaN })).toHaveLength(1);
  });

  it('come from evolutions whose steps are too long for their stable layers', () => {
    const parameters = { ...exampleParameters, referenceViscosity: 1e19, activationEnergy: 1e5, enrichment: 1 };
    const config = {
      ...defaultEvolution,
      viscosityLimits: { minimum: 1e18, maximum: 1e19 },
      cells: { radial: 8, azimuthal: 8 },
      outputIntervals: 2,
      duration: 4e6 * secondsPerYear,
    };
    const { solver } = simulateEvolution(parameters, { ...config, courantNumber: 16 });
    expect(solver.frictionOverDissipationMaximum).toBeGreaterThan(2.5);
    expect(solverWarnings(solver)).toHaveLength(1);
    const { viscosityLimits } = defaultEvolution;
    const { solver: usual } = simulateEvolution(exampleParameters, {
      ...config,
      viscosityLimits,
      duration: 3e8 * secondsPerYear,
    });
    expect(usual.frictionOverDissipationMinimum).toBeGreaterThan(0.5);
    expect(usual.frictionOverDissipationMaximum).toBeGreaterThanOrEqual(1);
    expect(solverWarnings(usual)).toEqual([]);
  });
});
