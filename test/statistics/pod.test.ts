import { describe, expect, it } from 'vitest';
import { coefficientRatio, energyRatio } from '../../src/evaluation/metrics/pod.js';
import { subspaceAngle } from '../../src/evaluation/metrics/subspace-angle.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { crossGram } from '../../src/statistics/gram-matrix.js';
import { podAnalysis, podModes, podSpectra } from '../../src/statistics/pod.js';

const CELLS = 6;

// X (time, cells) = 30 u1 v1 + 4 u2 v2 with orthonormal u (time) and v (cells): singular values 30 and 4 by
// construction.
const timeVectors = [
  [0.5, 0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5, -0.5],
];
const cellVectors = [
  [0.6, 0.8, 0, 0, 0, 0],
  [0, 0, 0.8, 0, 0.6, 0],
];
const rankTwo = Float32Array.from({ length: 4 * CELLS }, (_, i) => {
  const time = Math.floor(i / CELLS);
  const cell = i % CELLS;
  return 30 * timeVectors[0]![time]! * cellVectors[0]![cell]! + 4 * timeVectors[1]![time]! * cellVectors[1]![cell]!;
});

describe('proper orthogonal decomposition', () => {
  it('finds the singular values of a matrix of rank two', () => {
    const { full, meanRemoved } = podSpectra(rankTwo, CELLS, 0);
    expect(full[0]).toBeCloseTo(30, 5);
    expect(full[1]).toBeCloseTo(4, 5);
    expect(full[2]).toBeLessThan(1e-5);
    // The first time vector is constant, so it is the time mean; what is left has rank one.
    expect(meanRemoved[0]).toBeCloseTo(4, 5);
    expect(meanRemoved[1]).toBeLessThan(1e-5);
  });

  it('gives orthonormal modes that rebuild the fields', () => {
    const stream = randomStream(7);
    const cells = 50;
    const fields = Float32Array.from({ length: 8 * cells }, () => 1000 + 100 * stream.normal());
    const { modes, coefficients, singularValues } = podModes(fields, cells, 8, { offset: 250 });
    expect(singularValues.length).toBe(8);
    const products = crossGram(modes, modes, cells);
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b < 8; b++) expect(products[a * 8 + b]).toBeCloseTo(a === b ? 1 : 0, 9);
    }
    for (let time = 0; time < 8; time++) {
      for (let cell = 0; cell < cells; cell++) {
        let value = 250;
        for (let mode = 0; mode < 8; mode++) value += coefficients[time * 8 + mode]! * modes[mode * cells + cell]!;
        expect(value).toBeCloseTo(fields[time * cells + cell]!, 6);
      }
    }
  });

  it('gives spectra and anomaly modes at once as it gives each alone', () => {
    const stream = randomStream(8);
    const fields = Float32Array.from({ length: 9 * 40 }, () => 1000 + 100 * stream.normal());
    expect(podAnalysis(fields, 40, 5, 250)).toEqual({
      spectra: podSpectra(fields, 40, 250),
      modes: podModes(fields, 40, 5, { meanRemoved: true }),
    });
  });

  it('keeps no more modes than the fields have', () => {
    expect(podModes(rankTwo, CELLS, 4, { offset: 0 }).singularValues.length).toBe(2);
    expect(podModes(rankTwo, CELLS, 4, { offset: 0, meanRemoved: true }).singularValues.length).toBe(1);
  });

  it('keeps the sum of squares (Parseval)', () => {
    const { full } = podSpectra(rankTwo, CELLS, 250);
    const energy = rankTwo.reduce((sum, value) => sum + (value - 250) ** 2, 0);
    expect(full.reduce((sum, sigma) => sum + sigma ** 2, 0) / energy).toBeCloseTo(1, 12);
  });

  it('has ratios of 100 % for equal spectra that scale as they should', () => {
    const spectrum = [30, 4, 1];
    const scaled = spectrum.map((sigma) => 0.9 * sigma);
    expect(coefficientRatio(spectrum, spectrum)).toBe(100);
    expect(coefficientRatio(scaled, spectrum)).toBeCloseTo(90, 12);
    expect(energyRatio(scaled, spectrum)).toBeCloseTo(81, 12);
    // Half the second coefficient is missing: (30 + 2 + 1) / 35.
    expect(coefficientRatio([30, 2, 1], spectrum)).toBeCloseTo(3300 / 35, 12);
  });

  it('measures the largest angle between subspaces', () => {
    const tilt = 0.3;
    const a = Float64Array.of(1, 0, 0, 0, 1, 0);
    const b = Float64Array.of(1, 0, 0, 0, Math.cos(tilt), Math.sin(tilt));
    const swapped = Float64Array.of(0, 1, 0, 1, 0, 0);
    expect(subspaceAngle(a, a, 3)).toBe(0);
    expect(subspaceAngle(a, swapped, 3)).toBe(0);
    expect(subspaceAngle(a, b, 3)).toBeCloseTo((tilt * 180) / Math.PI, 10);
    expect(subspaceAngle(Float64Array.of(1, 0, 0), Float64Array.of(0, 0, 1), 3)).toBeCloseTo(90, 10);
  });
});
