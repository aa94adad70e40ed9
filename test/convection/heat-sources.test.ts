import { describe, expect, it } from 'vitest';
import { decayConstant, isotopes, presentAbundance, startAge } from '../../src/convection/energy/heat-sources.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { mars, nondimensionalHeating, specificHeating, timeScale } from './mars.js';

describe('heat sources', () => {
  it('decay with the published constants, to ten digits', () => {
    const published = [14.200767386369366, 90.1668042856123, 4.534102158362219, 50.78194417365685];
    for (const [index, isotope] of isotopes.entries()) {
      expect(decayConstant(isotope) * timeScale).toBeCloseTo(published[index], 9);
    }
  });

  it('have the published shares of the heating at the start, to ten digits', () => {
    const published = [0.130448695228009, 0.2345333106414419, 0.07981198571490902, 0.55520600841564];
    const total = specificHeating(0);
    for (const [index, isotope] of isotopes.entries()) {
      const atStart = Math.exp(decayConstant(isotope) * startAge * secondsPerYear);
      const share = (presentAbundance(mars, isotope) * isotope.heatProduction * atStart) / total;
      expect(share).toBeCloseTo(published[index], 10);
    }
  });

  it('give 2.3146e-11 W/kg at the start and 4.106e-12 W/kg at present', () => {
    expect(specificHeating(0)).toBeCloseTo(2.3146e-11, 15);
    expect(specificHeating(startAge * secondsPerYear)).toBeCloseTo(4.106e-12, 15);
    expect(nondimensionalHeating(0)).toBeCloseTo(29.27, 2);
    expect(nondimensionalHeating((startAge * secondsPerYear) / timeScale)).toBeCloseTo(5.19, 2);
  });
});
