import { describe, expect, it } from 'vitest';
import type { BenchmarkCase } from '../../src/convection/verification/convection-case.js';
import { convectionCases } from '../../src/convection/verification/convection-cases.js';
import { steadyState } from '../../src/convection/verification/steady-state.js';

const without = async () => {};

function caseNamed(name: string): BenchmarkCase {
  const found = convectionCases.find((benchmark) => benchmark.name === name);
  if (found === undefined) throw new Error(`caseNamed(): got ${name}`);
  return found;
}

/** Relative deviation from a published value. */
function deviation(benchmark: BenchmarkCase, values: Readonly<Record<string, number>>, key: string): number {
  return Math.abs(values[key] / (benchmark.reference[key] as number) - 1);
}

describe('steady convection', () => {
  it('meets Blankenbach 1a within 0.2 % at 48 cells, and converges at second order', async () => {
    const benchmark = caseNamed('blankenbach-1a');
    const [coarse, fine] = await Promise.all([24, 48].map((cells) => steadyState(benchmark, cells, without, () => {})));
    expect(fine.steady).toBe(true);
    for (const key of ['nusselt', 'vrms', 'q1']) {
      expect(deviation(benchmark, fine.values, key)).toBeLessThan(0.002);
      const order = Math.log2(deviation(benchmark, coarse.values, key) / deviation(benchmark, fine.values, key));
      expect(order).toBeGreaterThan(1.75);
    }
    expect(fine.values.nusselt).toBeCloseTo(fine.values.nusseltBottom, 4);
    expect(fine.values.meanTemperature).toBeCloseTo(0.5, 5);
    expect(fine.values.q1).toBeCloseTo(fine.values.q3, 4);
    expect(fine.values.imbalance).toBeLessThan(1e-5);
  });

  // Largest deviations of heat flux and velocity at 32 cells; all fall below 0.2 % at 128 (validation/how-accurate-is-the-solver.md).
  for (const [name, nusselt, vrms] of [
    ['blankenbach-1b', 0.0055, 0.0027],
    ['blankenbach-1c', 0.032, 0.015],
    ['blankenbach-2a', 0.012, 0.002],
    ['blankenbach-2b', 0.0025, 0.0025],
    ['davies-2.1', 0.004, 0.0027],
    ['davies-2.2', 0.006, 0.0026],
    ['davies-2.3', 0.0025, 0.0008],
  ] as const) {
    it(`meets ${name} at 32 cells`, async () => {
      const benchmark = caseNamed(name);
      const { values, steady } = await steadyState(benchmark, 32, without, () => {});
      expect(steady).toBe(true);
      expect(deviation(benchmark, values, 'nusselt')).toBeLessThan(nusselt);
      expect(deviation(benchmark, values, 'vrms')).toBeLessThan(vrms);
      expect(values.nusseltBottom).toBeCloseTo(values.nusselt, 2);
      if ('nusseltBottom' in benchmark.reference)
        expect(deviation(benchmark, values, 'nusseltBottom')).toBeLessThan(0.01);
      const mean = benchmark.reference.meanTemperature as number | undefined;
      if (mean !== undefined) expect(Math.abs(values.meanTemperature - mean)).toBeLessThan(0.0015);
    });
  }

  // Against a spectral solution, which Newton's method continued from Boussinesq convection; below 0.15 % at 128 cells.
  for (const [name, nusselt, vrms] of [
    ['king-di0.25-ra1e4', 0.004, 0.003],
    ['king-di0.25-ra1e5', 0.005, 0.0025],
    ['king-di1-ra1e4', 0.0035, 0.0035],
    ['king-di1-ra1e5', 0.0055, 0.003],
  ] as const) {
    it(`meets ${name} at 32 cells, and cools by expansion as much as it heats by friction`, async () => {
      const benchmark = caseNamed(name);
      const { values, steady } = await steadyState(benchmark, 32, without, () => {});
      expect(steady).toBe(true);
      expect(deviation(benchmark, values, 'nusselt')).toBeLessThan(nusselt);
      expect(deviation(benchmark, values, 'vrms')).toBeLessThan(vrms);
      expect(deviation(benchmark, values, 'viscousHeating')).toBeLessThan(2 * nusselt);
      expect(Math.abs(values.meanTemperature - (benchmark.reference.meanTemperature as number))).toBeLessThan(3e-4);
      // Expansion takes what friction returns: the fluxes through the walls agree as far as the state is steady.
      expect(Math.abs(values.nusseltBottom / values.nusselt - 1)).toBeLessThan(2e-5);
    });
  }

  it('observes the second order of Blankenbach 1b on its way to 96 cells', async () => {
    const { order } = await steadyState(caseNamed('blankenbach-1b'), 96, without, () => {});
    expect(order.nusselt).toBeGreaterThan(1.9);
    expect(order.vrms).toBeGreaterThan(1.9);
  });

  it('observes no order where cells cannot be halved twice', async () => {
    const { order, steady } = await steadyState(caseNamed('blankenbach-1a'), 98, without, () => {});
    expect(steady).toBe(true);
    expect(order).toEqual({});
  });

  it('meets the stagnant lid of Tosi et al., case 1, within 1 % at 32 cells', async () => {
    const benchmark = caseNamed('tosi-1');
    const { values } = await steadyState(benchmark, 32, without, () => {});
    for (const key of ['meanTemperature', 'nusselt', 'nusseltBottom', 'vrms', 'work', 'dissipation']) {
      const [low, high] = benchmark.reference[key] as readonly [number, number];
      expect(values[key]).toBeGreaterThan(0.99 * low);
      expect(values[key]).toBeLessThan(1.01 * high);
    }
  });

  it('lies within the range of all codes for the mobile lid of Tosi et al., case 2, in every number', async () => {
    const benchmark = caseNamed('tosi-2');
    const { values, steady } = await steadyState(benchmark, 32, without, () => {});
    expect(steady).toBe(true);
    for (const [key, range] of Object.entries(benchmark.reference)) {
      const [low, high] = range as readonly [number, number];
      expect(values[key], key).toBeGreaterThanOrEqual(low);
      expect(values[key], key).toBeLessThanOrEqual(high);
    }
  });

  it('lies within 2 % of that range for the deeper, stiffer lids of cases 3 and 4', async () => {
    for (const name of ['tosi-3', 'tosi-4']) {
      const benchmark = caseNamed(name);
      const { values, steady } = await steadyState(benchmark, 32, without, () => {});
      expect(steady).toBe(true);
      for (const key of ['meanTemperature', 'nusselt', 'nusseltBottom', 'vrms', 'work', 'dissipation']) {
        const [low, high] = benchmark.reference[key] as readonly [number, number];
        expect(values[key], `${name} ${key}`).toBeGreaterThan(0.98 * low);
        expect(values[key], `${name} ${key}`).toBeLessThan(1.02 * high);
      }
    }
  });

  it('comes to an end, steady or not, on a grid far too coarse for the flow', async () => {
    let steps = 0;
    const counted = async () => {
      steps++;
    };
    const { values } = await steadyState(caseNamed('blankenbach-1c'), 16, counted, () => {});
    expect(steps).toBeLessThan(1_100);
    // 15 % below the published 21.97: the boundary layers are about one cell thick.
    expect(values.nusselt).toBeCloseTo(18.6, 1);
  });

  it('stops where the pause throws', async () => {
    let steps = 0;
    const pause = async () => {
      if (++steps === 5) throw new Error('enough');
    };
    await expect(steadyState(caseNamed('blankenbach-1a'), 16, pause, () => {})).rejects.toThrow('enough');
    expect(steps).toBe(5);
  });
});
