import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution, type EvolutionConfig } from '../../src/convection/evolution/evolution-config.js';
import { annulusGrid, boxGrid, type Grid } from '../../src/convection/grid.js';
import { columnCrust, crustOfThickness, growTo } from '../../src/convection/material/crust.js';
import {
  conductRadially,
  type RadialCase,
  type RadialState,
} from '../../src/convection/verification/radial-conduction.js';
import { sphericalAnnulus } from '../../src/foundation/geometries/spherical-annulus.js';
import { innerRadius, outerRadius, scales } from './mars.js';

const grids: Record<string, Grid> = {
  annulus: annulusGrid(32, 8, innerRadius, outerRadius),
  'stretched annulus': annulusGrid(27, 8, innerRadius, outerRadius, Math.PI / 2, 3),
  box: boxGrid(16, 6, 1.5),
  'spherical annulus': annulusGrid(21, 8, 1, 2, Math.PI / 2, 1, sphericalAnnulus),
};

describe.each(Object.entries(grids))('the crust in the %s', (name, grid) => {
  const outer = grid.rNode[grid.radial]!;
  const power = { box: 1, annulus: 2, 'stretched annulus': 2, 'spherical annulus': 3 }[name]!;
  const areaAbove = (radius: number) => (grid.dphi * (outer ** power - radius ** power)) / power;

  it('has the area above its base, and cuts one row at most', () => {
    for (const thickness of [0, 0.01, 64 / 1700, 0.3, 1]) {
      const crust = crustOfThickness(grid, thickness);
      expect(crust.base).toBeCloseTo(outer - thickness, 14);
      expect(columnCrust(grid, crust)).toBeCloseTo(areaAbove(outer - thickness), 15);
      expect(crust.share.filter((part) => part > 1e-12 && part < 1 - 1e-12).length).toBeLessThanOrEqual(1);
      for (let i = 0; i < grid.radial; i++) {
        const height = crust.lower[i]! + crust.upper[i]!;
        expect(0.5 * height * grid.height[i]!).toBeCloseTo(
          Math.min(grid.height[i]!, Math.max(0, grid.rNode[i + 1]! - outer + thickness)),
          14,
        );
        expect(crust.upper[i] === 1 || crust.lower[i] === 0).toBe(true);
      }
    }
  });

  it('gains as much area as is added, however far it grows', () => {
    const crust = crustOfThickness(grid, 64e3 / scales.depth);
    const before = columnCrust(grid, crust);
    const fresh = structuredClone(crust);
    growTo(grid, crust, before);
    for (let i = 0; i < grid.radial; i++) expect(crust.share[i]).toBeCloseTo(fresh.share[i]!, 13);
    for (const thickness of [0.01, 0.05, 0.5]) {
      const added = areaAbove(outer - thickness);
      growTo(grid, crust, before + added);
      expect((columnCrust(grid, crust) - before) / added).toBeCloseTo(1, 12);
      expect(areaAbove(crust.base)).toBeCloseTo(before + added, 14);
    }
  });
});

describe('a planet that only conducts, beside the exact radial solution', () => {
  // Outputs, Myr.
  const times = [36, 288, 972, 2304, 4500];
  const conducting = (problem: RadialCase, radial: number, stretching = 1): RadialState[] => {
    const evolution: EvolutionConfig = {
      ...defaultEvolution,
      conductivity: problem.constantConductivity ? 'constant' : 'pressure-and-temperature-dependent',
      crustConductivity: problem.crustConductivity,
      crustThickness: problem.crustThickness * 1e3,
      cells: { radial, azimuthal: 4 },
      stretching,
      perturbation: { modes: [{ mode: 1, weight: 1 }], amplitude: 0 },
      outputIntervals: 5,
      outputExponent: 3,
    };
    const { enrichment, initialTemperature } = problem;
    const { diagnostics } = simulateEvolution(
      { referenceViscosity: 1e26, activationEnergy: 3e5, activationVolume: 6e-6, enrichment, initialTemperature },
      evolution,
    );
    return times.map((_, k) => ({
      mean: diagnostics.meanTemperature[k + 1]!,
      core: diagnostics.coreTemperature[k + 1]!,
      surfaceFlux: diagnostics.surfaceHeatFlux[k + 1]!,
      coreFlux: diagnostics.coreHeatFlux[k + 1]!,
    }));
  };
  const usual: RadialCase = {
    enrichment: 20,
    constantConductivity: false,
    crustConductivity: 3,
    crustThickness: 64,
    initialTemperature: 1700,
    times,
  };
  const simple: RadialCase = { ...usual, enrichment: 50, constantConductivity: true, crustConductivity: 4 };

  it.each([
    { name: 'the default physics, Λ = 20', problem: usual, mean: 1779.7 },
    { name: 'a constant conductivity, Λ = 50', problem: simple, mean: 1455.7 },
  ])('is within 1 K of it at 40 cells: $name', ({ problem, mean }) => {
    const exact = conductRadially(problem, 200, 4);
    // An independent solution of the same equations, after 4.5 Gyr.
    expect(exact[4]!.mean).toBeCloseTo(mean, 1);
    for (const [k, state] of conducting(problem, 40).entries()) {
      expect(Math.abs(state.mean - exact[k]!.mean)).toBeLessThan(1);
      expect(Math.abs(state.core - exact[k]!.core)).toBeLessThan(0.2);
      expect(Math.abs(state.surfaceFlux / exact[k]!.surfaceFlux - 1)).toBeLessThan(k === 0 ? 0.025 : 0.0025);
      expect(Math.abs(state.coreFlux - exact[k]!.coreFlux)).toBeLessThan(4e-5);
    }
  });

  it('follows it on a stretched grid and with a thin, poorly conducting crust', () => {
    const problem = { ...usual, enrichment: 5, crustConductivity: 2, crustThickness: 30 };
    const exact = conductRadially(problem, 200, 4);
    for (const [k, state] of conducting(problem, 40, 3).entries()) {
      expect(Math.abs(state.mean - exact[k]!.mean)).toBeLessThan(1);
      expect(Math.abs(state.surfaceFlux / exact[k]!.surfaceFlux - 1)).toBeLessThan(0.005);
    }
  });
});
