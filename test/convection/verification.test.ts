import { describe, expect, it } from 'vitest';
import { accelerate, andersonHistory, note, residualOf } from '../../src/convection/anderson.js';
import { annulusGrid, boxGrid } from '../../src/convection/grid.js';
import {
  conductionInAnnulus,
  conductionMean,
  coreUnderConstantFlux,
  heatDrift,
  radiogenicWarming,
  solvedRadiogenicWarming,
} from '../../src/convection/verification/closed-forms.js';
import { coreAndShellError } from '../../src/convection/verification/core-and-shell.js';
import {
  deltaLoadErrors,
  deltaLoadStreamFunction,
  deltaLoadSurfaceVelocity,
} from '../../src/convection/verification/delta-load.js';
import { interpolateField } from '../../src/convection/verification/interpolate-field.js';
import { orderOfThree } from '../../src/convection/verification/observed-order.js';
import { criticalRayleigh, solvedCriticalRayleigh } from '../../src/convection/verification/onset.js';
import { settledCycle } from '../../src/convection/verification/periodic-state.js';
import { casesNamed, verificationCases, verifyCase } from '../../src/convection/verification/suite.js';
import { viscosityJumpError, viscosityJumpStreamFunction } from '../../src/convection/verification/viscosity-jump.js';
import { geometries } from '../../src/foundation/geometries/registry.js';

describe('closed forms', () => {
  it('of conduction, radiogenic heat and the core are met', () => {
    expect(conductionMean).toBeCloseTo(0.294007, 6);
    expect(conductionInAnnulus(32, 3).error).toBeLessThan(5e-4);
    expect(radiogenicWarming()).toBeCloseTo(1213.45, 2);
    expect(solvedRadiogenicWarming(200)).toBeCloseTo(radiogenicWarming(), 1);
    const { solved, exact } = coreUnderConstantFlux(100);
    expect(solved).toBeCloseTo(exact, 12);
  });

  it('of a core that cools through a conducting shell is met by a planet at second order', () => {
    const [coarse, fine] = [16, 32].map(coreAndShellError);
    expect(fine).toBeLessThan(1e-4);
    expect(Math.log2(coarse! / fine!)).toBeGreaterThan(1.9);
  });

  it('heat is conserved on a stretched grid of varied conductivity', () => {
    expect(heatDrift(16, 50)).toBeLessThan(1e-13);
  });
});

describe('the onset of convection', () => {
  it('of a thin shell is that of a plane layer: 27 π⁴/4 at the wave number π/√2', () => {
    const n = Math.round((Math.PI / Math.SQRT2) * 100.5);
    for (const k of [0, 1] as const) {
      expect(criticalRayleigh(n, k, 100, 101) / ((27 * Math.PI ** 4) / 4)).toBeCloseTo(1, 3);
    }
  });

  it.each([
    ['cylinder', 0, 709.2887],
    ['spherical-annulus', 1, 782.2785],
  ] as const)('is where the equations in strong form have it, to second order, %s', (name, k, rayleigh) => {
    const exact = criticalRayleigh(4, k, 1, 2);
    expect(exact).toBeCloseTo(rayleigh, 4);
    const [coarse, fine] = [8, 16].map((cells) => {
      const grid = annulusGrid(cells, 2 * cells, 1, 2, Math.PI / 2, 1, geometries[name]);
      return Math.abs(solvedCriticalRayleigh(grid, 4, exact) / exact - 1);
    });
    expect(fine).toBeLessThan(5e-3);
    expect(Math.log2(coarse / fine)).toBeGreaterThan(1.7);
  });
});

describe('a sheet of buoyancy', () => {
  it('has the analytic flow: the Green function by differences, and the surface velocity by its slope', () => {
    const k = 2 * Math.PI;
    const [h, load] = [1e-3, 0.6];
    // (D² - k²)² F = 0 away from the sheet.
    const F = (z: number) => deltaLoadStreamFunction(k, load, z);
    const fourth = (F(0.3 - 2 * h) - 4 * F(0.3 - h) + 6 * F(0.3) - 4 * F(0.3 + h) + F(0.3 + 2 * h)) / h ** 4;
    const second = (F(0.3 - h) - 2 * F(0.3) + F(0.3 + h)) / h ** 2;
    expect(Math.abs(fourth - 2 * k ** 2 * second + k ** 4 * F(0.3))).toBeLessThan(1e-2 * k ** 4 * F(0.3));
    expect(-(F(1) - F(1 - 1e-6)) / 1e-6).toBeCloseTo(deltaLoadSurfaceVelocity(k, load), 5);
    expect(F(0)).toBe(0);
  });

  it('is solved for at second order', () => {
    const [coarse, fine] = [16, 32].map((cells) => deltaLoadErrors(cells, 1, 0.75, 1));
    expect(Math.log2(coarse.streamFunction / fine.streamFunction)).toBeGreaterThan(1.9);
    expect(Math.log2(coarse.surfaceVelocity / fine.surfaceVelocity)).toBeGreaterThan(1.9);
  });
});

describe('a jump of the viscosity', () => {
  it('of 1 vanishes: X = sin(πx) / (4π³)', () => {
    const X = viscosityJumpStreamFunction(1);
    for (const x of [0.1, 0.49, 0.51, 0.8]) expect(X(x)).toBeCloseTo(Math.sin(Math.PI * x) / (4 * Math.PI ** 3), 14);
  });

  it('of a million is solved for at second order', () => {
    const [coarse, fine] = [16, 32].map((cells) => viscosityJumpError(cells, 1e6));
    expect(fine).toBeLessThan(0.01);
    expect(Math.log2(coarse / fine)).toBeGreaterThan(1.9);
  });
});

describe('the way to a steady state', () => {
  it('Anderson acceleration solves a linear problem in as many iterations as it has modes', () => {
    const rates = [0.99, 0.9, -0.5, 0.2];
    const x = Float64Array.of(1, -2, 3, 4);
    const history = andersonHistory(5, 4);
    for (let iteration = 0; iteration < 7; iteration++) {
      const start = x.slice();
      for (let k = 0; k < 4; k++) x[k] = 1 + rates[k] * (x[k] - 1);
      note(history, start, x);
      accelerate(history, x);
    }
    expect(residualOf(history)).toBeLessThan(1e-8);
    for (const value of x) expect(value).toBeCloseTo(1, 6);
  });

  it('carries what is linear in height from a stretched grid to another exactly, walls and all', () => {
    const coarse = boxGrid(7, 5, 2, 4);
    const fine = boxGrid(16, 12, 2, 2);
    const source = Float64Array.from({ length: 35 }, (_, cell) => 1 - coarse.rCell[cell % 7]);
    const target = new Float64Array(192);
    interpolateField(coarse, source, { core: 1, surface: 0 }, fine, target);
    for (let cell = 0; cell < 192; cell++) expect(target[cell]).toBeCloseTo(1 - fine.rCell[cell % 16], 13);
    const level = new Float64Array(annulusGrid(4, 4, 1, 2).cellArea.length * 4).fill(0.3);
    const other = annulusGrid(9, 3, 1, 2);
    const carried = new Float64Array(27);
    interpolateField(annulusGrid(4, 4, 1, 2), level, {}, other, carried);
    for (const value of carried) expect(value).toBeCloseTo(0.3, 15);
  });

  it('observes an order on three grids, and none where errors of opposite signs meet', () => {
    expect(orderOfThree(1 + 16, 1 + 4, 1 + 1)).toBeCloseTo(2, 12);
    expect(orderOfThree(1 - 8, 1 - 4, 1 - 2)).toBeCloseTo(1, 12);
    expect(orderOfThree(1, 2, 1.5)).toBeUndefined();
    expect(orderOfThree(1, 1, 1)).toBeUndefined();
  });

  const time = Array.from({ length: 1000 }, (_, k) => k / 400);
  const oscillation = (amplitude: (t: number) => number) => {
    const wave = time.map((t) => 3 + amplitude(t) * Math.sin((2 * Math.PI * t) / 0.7 - 2));
    return { time, nusselt: wave, meanTemperature: wave, vrms: wave };
  };

  it('measures the last cycle of an oscillation', () => {
    const cycle = settledCycle(oscillation(() => 1));
    expect(cycle.period).toBeCloseTo(0.7, 5);
    expect(cycle.nusseltMinimum).toBeCloseTo(2, 3);
    expect(cycle.vrmsMaximum).toBeCloseTo(4, 3);
  });

  it('refuses an oscillation that grows, and one that is seen too shortly', () => {
    const failure = expect.objectContaining({ code: 'verify-diverged', exitCode: 1 });
    expect(() => settledCycle(oscillation((t) => 1 + 0.1 * t))).toThrow(failure);
    const { time: moments, nusselt, meanTemperature, vrms } = oscillation(() => 1);
    const brief = [moments, nusselt, meanTemperature, vrms].map((values) => values.slice(0, 700));
    const [start, flux, mean, speed] = brief as [number[], number[], number[], number[]];
    expect(() => settledCycle({ time: start, nusselt: flux, meanTemperature: mean, vrms: speed })).toThrow(failure);
  });
});

describe('the suite', () => {
  it('has each case once and names the nearest to an unknown one', () => {
    const names = verificationCases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of ['blankenbach-2b', 'tosi-3', 'tosi-5a', 'davies-2.3', 'stokes-annulus']) {
      expect(names).toContain(name);
    }
    expect(casesNamed(['tosi-2', 'blankenbach-1a']).map(({ name }) => name)).toEqual(['blankenbach-1a', 'tosi-2']);
    expect(() => casesNamed(['stokes-anulus'])).toThrow(expect.objectContaining({ code: 'verify-case-unknown' }));
  });

  it('says whether a case has come to rest', async () => {
    for (const verification of casesNamed(['blankenbach-1a', 'energy-balance'])) {
      const result = await verifyCase(
        verification,
        16,
        async () => {},
        () => {},
      );
      expect(result.steady).toBe(true);
      expect(result.residual).toBeLessThan(1e-6);
    }
  });

  it('gives a result as scripts read it', async () => {
    const [annulus] = casesNamed(['stokes-annulus']);
    const result = await verifyCase(
      annulus,
      16,
      async () => {},
      () => {},
    );
    expect(result.case).toBe('stokes-annulus');
    expect(result.cells).toEqual([16, 21]);
    expect(result.values.orderN2K2).toBeGreaterThan(1.9);
    expect(result.values.orderStretchedN4K2).toBeGreaterThan(1.9);
    expect(result.reference.errorN2K2).toBe(0);
    expect(result.seconds).toBeGreaterThan(0);
  });
});
