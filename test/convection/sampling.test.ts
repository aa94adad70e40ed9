import { describe, expect, it } from 'vitest';
import { parameterNames, parameterRanges } from '../../src/convection/parameters/parameter-ranges.js';
import { type SamplingMethod, sampleParameters } from '../../src/convection/parameters/parameter-sampling.js';
import { sobolPoint } from '../../src/convection/parameters/sobol.js';
import { randomStream } from '../../src/foundation/random-stream.js';

const methods: SamplingMethod[] = ['latin-hypercube', 'sobol'];

/** Where in its range, on its scale, each value lies. */
function fractions(
  name: (typeof parameterNames)[number],
  count: number,
  method: SamplingMethod,
  seed: number,
): number[] {
  const { minimum, maximum, scale } = parameterRanges[name];
  return sampleParameters(parameterRanges, count, method, randomStream(seed)).map((parameters) =>
    scale === 'linear'
      ? (parameters[name] - minimum) / (maximum - minimum)
      : Math.log(parameters[name] / minimum) / Math.log(maximum / minimum),
  );
}

describe('the parameter box', () => {
  it('is that of the paper', () => {
    expect(parameterNames).toEqual([
      'referenceViscosity',
      'activationEnergy',
      'activationVolume',
      'enrichment',
      'initialTemperature',
    ]);
    expect(parameterRanges.referenceViscosity).toMatchObject({ minimum: 1e19, maximum: 1e22, scale: 'logarithmic' });
    expect(parameterRanges.activationVolume).toMatchObject({ minimum: 4e-6, maximum: 10e-6, unit: 'm3/mol' });
  });
});

describe('sampling', () => {
  for (const method of methods) {
    it(`hits each of 32 strata of each parameter exactly once: ${method}`, () => {
      for (const name of parameterNames) {
        const strata = fractions(name, 32, method, 5).map((fraction) => Math.floor(32 * fraction));
        expect(strata.sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, index) => index));
      }
    });

    it(`depends on the seed and on nothing else: ${method}`, () => {
      const sample = (seed: number) => sampleParameters(parameterRanges, 10, method, randomStream(seed));
      expect(sample(1)).toEqual(sample(1));
      expect(sample(1)).not.toEqual(sample(2));
    });

    it(`does not correlate parameters: ${method}`, () => {
      const first = fractions('referenceViscosity', 256, method, 3);
      const second = fractions('enrichment', 256, method, 3);
      const covariance = first.reduce((sum, value, k) => sum + (value - 0.5) * (second[k] - 0.5), 0) / 256;
      expect(Math.abs(12 * covariance)).toBeLessThan(0.2);
    });
  }

  it('extends a Sobol design without moving its points', () => {
    const short = sampleParameters(parameterRanges, 8, 'sobol', randomStream(9));
    expect(sampleParameters(parameterRanges, 20, 'sobol', randomStream(9)).slice(0, 8)).toEqual(short);
  });
});

describe('the Sobol sequence', () => {
  it('starts as Joe and Kuo list it', () => {
    const points = [0, 1, 2, 3].map((index) => [0, 1, 2].map((dimension) => sobolPoint(index, dimension) / 2 ** 32));
    expect(points).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.25, 0.75, 0.75],
      [0.75, 0.25, 0.25],
    ]);
  });

  it('puts one of 64 points into each interval of 1/64 in every dimension, and four of 16 into each quarter of a square', () => {
    for (let dimension = 0; dimension < 8; dimension++) {
      const strata = new Set(Array.from({ length: 64 }, (_, index) => sobolPoint(index, dimension) >>> 26));
      expect(strata.size).toBe(64);
    }
    const squares = new Map<number, number>();
    for (let index = 0; index < 16; index++) {
      const square = 2 * (sobolPoint(index, 0) >>> 31) + (sobolPoint(index, 1) >>> 31);
      squares.set(square, (squares.get(square) ?? 0) + 1);
    }
    expect([...squares.values()]).toEqual([4, 4, 4, 4]);
  });
});
