import { describe, expect, it } from 'vitest';
import {
  crustShareOf,
  decayConstant,
  enrichmentProfile,
  isotopes,
  presentAbundance,
  residualShare,
  startAge,
} from '../../src/convection/energy/heat-sources.js';
import { annulusGrid, areaMean } from '../../src/convection/grid.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { innerRadius, mars, nondimensionalHeating, outerRadius, scales, specificHeating, timeScale } from './mars.js';

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

  it('give 2.3146e-11 W/kg at the start and 4.106e-12 W/kg today', () => {
    expect(specificHeating(0)).toBeCloseTo(2.3146e-11, 15);
    expect(specificHeating(startAge * secondsPerYear)).toBeCloseTo(4.106e-12, 15);
    expect(nondimensionalHeating(0)).toBeCloseTo(29.27, 2);
    expect(nondimensionalHeating((startAge * secondsPerYear) / timeScale)).toBeCloseTo(5.19, 2);
  });

  it('are moved by the crustal enrichment, not changed in total', () => {
    const grid = annulusGrid(32, 4, innerRadius, outerRadius);
    for (const enrichment of [1, 10, 50]) {
      const profile = enrichmentProfile(grid, enrichment, crustShareOf(grid, 64e3 / scales.depth));
      const field = Float64Array.from({ length: 128 }, (_, cell) => profile[cell % 32]);
      expect(areaMean(grid, field)).toBeCloseTo(1, 14);
      // The outermost cell is all crust, the innermost all residual mantle.
      expect(profile[31] / profile[0]).toBeCloseTo(enrichment, 12);
      expect(Math.min(...profile)).toBeGreaterThan(0);
    }
  });

  it('leave a mantle depleted by 1 / (1 + f (Λ - 1)), f the area share of the crust', () => {
    const grid = annulusGrid(64, 4, innerRadius, outerRadius);
    const thickness = 64e3 / scales.depth;
    const share = (outerRadius ** 2 - (outerRadius - thickness) ** 2) / (outerRadius ** 2 - innerRadius ** 2);
    expect(share).toBeCloseTo(0.0594, 3);
    expect(residualShare(grid, 50, crustShareOf(grid, thickness))).toBeCloseTo(1 / (1 + share * 49), 3);
  });

  it('know the share of the mantle also where every cell holds some crust', () => {
    const grid = annulusGrid(4, 4, innerRadius, outerRadius);
    const share = crustShareOf(grid, 0.9);
    expect(share[0]).toBeCloseTo(0.6, 12);
    const residual = residualShare(grid, 10, share);
    const profile = enrichmentProfile(grid, 10, share);
    for (let i = 0; i < 4; i++) expect(profile[i]).toBeCloseTo(residual * (1 + 9 * share[i]!), 14);
    const field = Float64Array.from({ length: 16 }, (_, cell) => profile[cell % 4]);
    expect(areaMean(grid, field)).toBeCloseTo(1, 14);
  });
});
