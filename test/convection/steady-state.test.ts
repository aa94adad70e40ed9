import { describe, expect, it } from 'vitest';
import type { ConvectionCase } from '../../src/convection/verification/convection-case.js';
import { convectionCases } from '../../src/convection/verification/convection-cases.js';
import { steadyState } from '../../src/convection/verification/steady-state.js';

const without = async () => {};

function caseNamed(name: string): ConvectionCase {
  const found = convectionCases.find((benchmark) => benchmark.name === name);
  if (found === undefined) throw new Error(`caseNamed(): got ${name}`);
  return found;
}

/** Relative deviation from a published value. */
function deviation(benchmark: ConvectionCase, values: Readonly<Record<string, number>>, key: string): number {
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

  it('meets Blankenbach 1b within 1 %', async () => {
    const benchmark = caseNamed('blankenbach-1b');
    const { values } = await steadyState(benchmark, 32, without, () => {});
    for (const key of ['nusselt', 'vrms']) expect(deviation(benchmark, values, key)).toBeLessThan(0.01);
  });

  it('meets the free-slip cylindrical shell of Davies et al., case 2.1, within 1 %', async () => {
    const benchmark = caseNamed('davies-2.1');
    const { values } = await steadyState(benchmark, 20, without, () => {});
    for (const key of Object.keys(benchmark.reference)) {
      expect(deviation(benchmark, values, key)).toBeLessThan(0.01);
    }
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

  it('stops where the pause throws', async () => {
    let steps = 0;
    const pause = async () => {
      if (++steps === 5) throw new Error('enough');
    };
    await expect(steadyState(caseNamed('blankenbach-1a'), 16, pause, () => {})).rejects.toThrow('enough');
    expect(steps).toBe(5);
  });
});
