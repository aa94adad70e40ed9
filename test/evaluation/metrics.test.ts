// What every metric of the registry must do, and its value on one example worked out by hand.
import { describe, expect, it } from 'vitest';
import type { FieldSequence } from '../../src/evaluation/field-sequence.js';
import { columnHeading, columnValue, metricColumns, rowSummary } from '../../src/evaluation/metrics/columns.js';
import type { Metric, MetricColumn } from '../../src/evaluation/metrics/metric.js';
import { type MetricName, metrics } from '../../src/evaluation/metrics/registry.js';
import { equalWeights, relativeAccuracy } from '../../src/evaluation/metrics/relative-accuracy.js';
import { openReference } from '../../src/evaluation/reference.js';
import { scorePrediction } from '../../src/evaluation/score.js';
import { scoreColumns } from '../../src/evaluation/score-columns.js';
import { simulationEvaluation, summarize } from '../../src/evaluation/summarize.js';

// Two snapshots of 3 x 2 cells, whose areas are 1, 2 and 3 m^2 by row.
const truth: FieldSequence = {
  times: Float64Array.of(0, 1),
  r: Float64Array.of(1, 2, 3),
  phi: Float64Array.of(1, 2),
  geometry: 'cylinder',
  temperature: Float32Array.of(1000, 800, 500, 400, 250, 200, 2000, 1000, 400, 500, 200, 250),
};
const predicted = Float32Array.of(990, 816, 500, 400, 255, 200, 2040, 1000, 400, 500, 200, 275);
const reconstruction = Float32Array.of(1000, 816, 500, 400, 250, 250, 2040, 1000, 400, 500, 200, 275);

function evaluationOf(temperature: Float32Array, options: { reconstruction?: Float32Array }) {
  const reference = openReference(truth, { from: 0, ...options });
  const score = scorePrediction(reference, 'some', temperature);
  return summarize([simulationEvaluation('s1', { viscosity: 1e21 }, reference, [score])]);
}

/** The sum of the two singular values of a matrix whose Gram matrix is [[a, c], [c, b]]. */
const singularSum = (a: number, b: number, c: number): number => Math.sqrt(a + b + 2 * Math.sqrt(a * b - c * c));

// Relative errors in percent: 1, 2, 0, 0, 2, 0 and 2, 0, 0, 0, 0, 10. Against the reconstruction: 1, 0, 0, 0, 2, 20 and
// none. Errors in K: -10, 16, 0, 0, 5, 0 and 40, 0, 0, 0, 0, 25. Gram matrices of T - 250 K: products of the snapshots.
// With the mean removed one mode is left: half the difference of the snapshots, whose squares add up to 1,065,000 and
// 1,165,006 K^2, with a product of 1,113,300.
// By column; a new metric needs its value here.
const byHand: Record<string, number> = {
  accuracy: (100 - 5 / 6 + 98) / 2,
  minimum: 98,
  median: (100 - 5 / 6 + 98) / 2,
  accuracyAreaWeighted: (100 - 9 / 12 + 100 - 32 / 12) / 2,
  accuracyVersusAutoencoder: (100 - 23 / 6 + 100) / 2,
  rootMeanSquareError: Math.sqrt((100 + 256 + 3 * 25 + 1600 + 3 * 625) / 24),
  meanBias: ((-10 + 16 + 3 * 5) / 12 + (40 + 3 * 25) / 12) / 2,
  podRatio: (100 * singularSum(955481, 3854725, 1822600)) / singularSum(952500, 3712500, 1800000),
  podEnergyRatio: (100 * (955481 + 3854725)) / (952500 + 3712500),
  podRatioMeanRemoved: 100 * Math.sqrt(1165006 / 1065000),
  podEnergyRatioMeanRemoved: (100 * 1165006) / 1065000,
  podSubspaceAngle: (180 / Math.PI) * Math.acos(1113300 / Math.sqrt(1065000 * 1165006)),
};

it('scores of a spherical annulus weight cells by volume: 3.25, 12.25 and 27.25 m^3 / 3 by row', () => {
  const reference = openReference({ ...truth, geometry: 'spherical-annulus' }, { from: 0 });
  const [row] = summarize([
    simulationEvaluation('s1', { viscosity: 1e21 }, reference, [scorePrediction(reference, 'some', predicted)]),
  ]).rows;
  const bias = ((-10 + 16 + 40) * 3.25 + (5 + 25) * 27.25) / 85.5 / 2;
  expect(columnValue(row!, 'meanBias')).toBeCloseTo(bias, 6);
  const squares = ((100 + 256 + 1600) * 3.25 + (25 + 625) * 27.25) / 85.5 / 2;
  expect(columnValue(row!, 'rootMeanSquareError')).toBeCloseTo(Math.sqrt(squares), 6);
  const relative = ((1 + 2 + 2) * 3.25 + (2 + 10) * 27.25) / 85.5 / 2;
  expect(columnValue(row!, 'accuracyAreaWeighted')).toBeCloseTo(100 - relative, 6);
});

const members = Object.entries<Metric>(metrics);
const columns = metricColumns();

describe.each(members)('the metric %s', (name, metric) => {
  const keys: [string, MetricColumn][] = Object.entries(metric.columns);
  const { rows, simulations } = evaluationOf(predicted, { reconstruction });

  it('has the value worked out by hand', () => {
    for (const [key] of keys) {
      expect(byHand, 'work out the value on the example').toHaveProperty(key);
      expect(columnValue(rows[0]!, key), key).toBeCloseTo(byHand[key]!, 6);
    }
  });

  it('has its ideal value for a perfect prediction', () => {
    const perfect = evaluationOf(truth.temperature, { reconstruction: truth.temperature }).rows[0]!;
    for (const [key, { ideal }] of keys) expect(columnValue(perfect, key), key).toBeCloseTo(ideal, 6);
  });

  it('has the stated direction: worse predictions score worse', () => {
    const atStrength = (strength: number) => {
      const temperature = truth.temperature.map((value, i) => value + strength * (predicted[i]! - value));
      return evaluationOf(temperature, { reconstruction: truth.temperature }).rows[0]!;
    };
    const [good, bad, worse] = [0.5, 1, 2].map(atStrength);
    for (const [key, { betterIs, ideal }] of keys) {
      const lossOf = (row: object) => {
        const value = columnValue(row, key);
        return { higher: -value, lower: value, 'nearer the ideal': Math.abs(value - ideal) }[betterIs];
      };
      expect(lossOf(bad!), key).toBeGreaterThan(lossOf(good!));
      expect(lossOf(worse!), key).toBeGreaterThan(lossOf(bad!));
    }
  });

  it('is plain JSON, with one number per snapshot if declared so', () => {
    const score = simulations[0]!.predictions[0]![name as MetricName];
    expect(JSON.parse(JSON.stringify(score))).toEqual(score);
    if ('perSnapshot' in metric) expect(score).toHaveLength(2);
  });

  it('is described', () => {
    expect(metric.label).toMatch(/^\p{Ll}/u);
    for (const [key, { heading, meaning }] of keys) {
      expect(heading.length * meaning.length, key).toBeGreaterThan(0);
      expect(meaning, key).not.toContain('\n');
    }
  });
});

describe('all metrics together', () => {
  it('have columns and summary keys of their own', () => {
    const summaryKeys = columns.flatMap(({ summaryKey }) => summaryKey ?? []);
    expect(columns.map(({ key }) => key).sort()).toEqual(Object.keys(byHand).sort());
    expect(new Set(summaryKeys).size).toBe(summaryKeys.length);
    expect(new Set(columns.map(({ heading }) => heading)).size).toBe(columns.length);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuse a prediction of %s K', (value) => {
    const broken = predicted.with(3, value);
    expect(() => evaluationOf(broken, {})).toThrow(`the prediction of some holds ${value} K in snapshot 0, cell 3`);
  });

  it('are left out of rows and summaries if they need a reconstruction that is missing', () => {
    const { rows, simulations } = evaluationOf(predicted, {});
    expect(rows[0]!.accuracyVersusAutoencoder).toBeNull();
    expect(columnValue(rows[0]!, 'accuracyVersusAutoencoder')).toBeNaN();
    const summary = rowSummary(rows[0]!);
    const { accuracy, rootMeanSquareError, podRatio } = rows[0]!;
    expect(summary).toMatchObject({ accuracy, rootMeanSquareError, podRatio });
    expect(summary).not.toHaveProperty('accuracyVsAutoencoder');
    const present = columns.filter(({ key }) => Number.isFinite(columnValue(rows[0]!, key)));
    expect(Object.keys(summary)).toEqual(present.flatMap(({ summaryKey }) => summaryKey ?? []));
    expect(rowSummary({})).toEqual({});
    expect([...scoreColumns({ rows, simulations }).accuracyVersusAutoencoder!]).toEqual([Number.NaN, Number.NaN]);
  });

  it('of variation over time are null where the truth is steady, and left out of rows and summaries', () => {
    const field = truth.temperature.slice(0, 6);
    const steady = { ...truth, temperature: Float32Array.of(...field, ...field) };
    const reference = openReference(steady, { from: 0 });
    const pods = [predicted, steady.temperature].map((temperature) => scorePrediction(reference, 'a', temperature).pod);
    for (const pod of pods) {
      expect(pod).toMatchObject({ ratioMeanRemoved: null, energyRatioMeanRemoved: null, subspaceAngle: null });
    }
    expect(pods[1]).toMatchObject({ ratio: 100, energyRatio: 100 });
    const score = scorePrediction(reference, 'some', predicted);
    const { rows } = summarize([simulationEvaluation('s1', {}, reference, [score])]);
    expect(rows[0]).toMatchObject({
      podRatioMeanRemoved: null,
      podEnergyRatioMeanRemoved: null,
      podSubspaceAngle: null,
    });
    expect(rows[0]!.podRatio).toBeGreaterThan(0);
    const both = summarize([
      ...evaluationOf(predicted, {}).simulations,
      simulationEvaluation('s2', {}, reference, [score]),
    ]).rows[0]!;
    expect(both.podSubspaceAngle).toBeCloseTo(byHand.podSubspaceAngle!, 6);
  });

  it('of shares are null where nothing of the truth is left to compare with', () => {
    const cold = { ...truth, temperature: new Float32Array(12).fill(250) };
    const { pod } = scorePrediction(openReference(cold, { from: 0 }), 'some', predicted);
    expect(pod).toMatchObject({ ratio: null, energyRatio: null, ratioMeanRemoved: null, subspaceAngle: null });
  });

  it('of snapshots are columns of the table of scores', () => {
    const { rows, simulations } = evaluationOf(predicted, { reconstruction });
    const score = simulations[0]!.predictions[0]!;
    expect(scoreColumns({ rows, simulations })).toMatchObject({
      simulation: ['s1', 's1'],
      prediction: ['some', 'some'],
      time: Float64Array.of(0, 1),
      accuracy: Float64Array.from(score.accuracy),
      accuracyAreaWeighted: Float64Array.from(score.accuracyAreaWeighted),
      accuracyVersusAutoencoder: Float64Array.from(score.accuracyVersusAutoencoder!),
      meanBias: Float64Array.from(score.meanBias),
    });
  });
});

it('headings have units where numbers have them', () => {
  const column: MetricColumn = { ...metrics.meanBias.columns.meanBias, heading: 'ratio' };
  expect(columnHeading({ ...column, unit: 'W/m²' })).toBe('ratio (W/m²)');
  expect(columnHeading({ ...column, unit: '' })).toBe('ratio');
});

it('accuracy needs fields of one size', () => {
  const field = Float32Array.of(300, 400);
  expect(() => relativeAccuracy(field, field.subarray(1), equalWeights(2))).toThrow('expected equal');
});
