import { describe, expect, it } from 'vitest';
import { benchmarkCase } from '../../src/convection/verification/benchmark-cases.js';
import { steadyState } from '../../src/convection/verification/steady-state.js';

describe('steady convection', () => {
  it('meets Blankenbach 1a within 1 %, and converges', () => {
    const benchmark = benchmarkCase('blankenbach-1a');
    const { nusselt, rootMeanSquareVelocity } = benchmark.published;
    const [coarse, fine] = [16, 56].map((cells) => steadyState(benchmark, cells));
    expect(fine.steady).toBe(true);
    expect(Math.abs(fine.nusselt / nusselt - 1)).toBeLessThan(0.002);
    expect(Math.abs(fine.rootMeanSquareVelocity / rootMeanSquareVelocity - 1)).toBeLessThan(0.001);
    expect(fine.nusselt).toBeCloseTo(fine.nusseltBottom, 6);
    expect(fine.meanTemperature).toBeCloseTo(0.5, 8);
    expect(Math.abs(fine.nusselt - nusselt)).toBeLessThan(0.5 * Math.abs(coarse.nusselt - nusselt));
  });

  it('meets Blankenbach 1b within 1 %', () => {
    const benchmark = benchmarkCase('blankenbach-1b');
    const { nusselt, rootMeanSquareVelocity } = benchmark.published;
    const result = steadyState(benchmark, 32);
    expect(Math.abs(result.nusselt / nusselt - 1)).toBeLessThan(0.01);
    expect(Math.abs(result.rootMeanSquareVelocity / rootMeanSquareVelocity - 1)).toBeLessThan(0.01);
  });

  it('meets the free-slip cylindrical shell of Davies et al., case 2.1, within 1 %', () => {
    const benchmark = benchmarkCase('davies-2.1');
    const { nusselt, nusseltBottom, rootMeanSquareVelocity, meanTemperature } = benchmark.published;
    const result = steadyState(benchmark, 16);
    expect(Math.abs(result.nusselt / nusselt - 1)).toBeLessThan(0.01);
    expect(Math.abs(result.nusseltBottom / nusseltBottom - 1)).toBeLessThan(0.01);
    expect(Math.abs(result.rootMeanSquareVelocity / rootMeanSquareVelocity - 1)).toBeLessThan(0.01);
    expect(Math.abs(result.meanTemperature / meanTemperature - 1)).toBeLessThan(0.01);
  });

  it('meets the stagnant lid of Tosi et al., case 1, within 2 % at 32 cells', () => {
    const benchmark = benchmarkCase('tosi-1');
    const { nusselt, rootMeanSquareVelocity, meanTemperature } = benchmark.published;
    const result = steadyState(benchmark, 32, { tolerance: 1e-5 });
    expect(Math.abs(result.nusselt / nusselt - 1)).toBeLessThan(0.02);
    expect(Math.abs(result.rootMeanSquareVelocity / rootMeanSquareVelocity - 1)).toBeLessThan(0.02);
    expect(Math.abs(result.meanTemperature / meanTemperature - 1)).toBeLessThan(0.01);
  });

  it('names the known cases when asked for another', () => {
    expect(() => benchmarkCase('blankenbach-9')).toThrow(/expected blankenbach-1a, .*davies-2.1/);
  });
});
