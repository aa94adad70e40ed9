import { describe, expect, it } from 'vitest';
import type { FieldSequence } from '../../src/evaluation/field-sequence.js';
import { uniformConduction } from '../../src/evaluation/profiles.js';
import { openReference } from '../../src/evaluation/reference.js';
import { sampleEvolution } from '../../src/evaluation/sample-evolution.js';
import { scorePrediction } from '../../src/evaluation/score.js';
import { simulationEvaluation, summarize } from '../../src/evaluation/summarize.js';
import { canonicalJson } from '../../src/foundation/digest.js';
import { randomStream } from '../../src/foundation/random-stream.js';

const ROWS = 6;
const COLUMNS = 5;
const CELLS = ROWS * COLUMNS;
const SNAPSHOTS = 7;

function evolution(seed: number): FieldSequence {
  const stream = randomStream(seed);
  return {
    times: Float64Array.from({ length: SNAPSHOTS }, (_, i) => i * 1e16),
    r: Float64Array.from({ length: ROWS }, (_, i) => 1e6 + i * 1e5),
    phi: Float64Array.from({ length: COLUMNS }, (_, j) => 0.1 + 0.2 * j),
    geometry: 'cylinder',
    temperature: Float32Array.from({ length: SNAPSHOTS * CELLS }, () => 1500 + 100 * stream.normal()),
  };
}

describe('scores of a prediction', () => {
  it('are perfect for the truth itself', () => {
    const truth = evolution(1);
    const score = scorePrediction(openReference(truth), 'fnn', truth.temperature);
    expect(score.accuracy).toEqual(new Array(SNAPSHOTS - 1).fill(100));
    expect(score.rootMeanSquareError).toBe(0);
    expect(score.pod.ratio).toBe(100);
    expect(score.pod.ratioMeanRemoved).toBe(100);
    expect(score.pod.subspaceAngle).toBeLessThan(1e-6);
    expect(score.accuracyVersusAutoencoder).toBeNull();
  });

  it('leave the seeded snapshots out', () => {
    const truth = evolution(2);
    const predicted = truth.temperature.map((value, i) => (i < CELLS ? value : value * 1.01));
    const seeded = scorePrediction(openReference(truth, { from: 0 }), 'lstm', predicted);
    const fair = scorePrediction(openReference(truth), 'lstm', predicted);
    expect(seeded.accuracy[0]).toBe(100);
    expect(seeded.accuracy.length).toBe(SNAPSHOTS);
    expect(fair.accuracy.length).toBe(SNAPSHOTS - 1);
    for (const value of fair.accuracy) expect(value).toBeCloseTo(99, 4);
  });

  it('compare with the reconstruction too', () => {
    const truth = evolution(3);
    const reconstruction = truth.temperature.map((value) => value * 0.99);
    const reference = openReference(truth, { reconstruction });
    const score = scorePrediction(reference, 'autoencoder', reconstruction);
    expect(score.accuracyVersusAutoencoder).toEqual(new Array(SNAPSHOTS - 1).fill(100));
    expect(score.accuracy[0]).toBeCloseTo(99, 4);
    expect(score.pod.ratioMeanRemoved).toBeCloseTo(99, 3);
    expect(score.pod.energyRatioMeanRemoved).toBeCloseTo(98.01, 3);
  });

  it('see a prediction without any variation in time', () => {
    const score = scorePrediction(openReference(evolution(4)), 'mean', new Float32Array(SNAPSHOTS * CELLS).fill(1500));
    expect(score.pod.ratioMeanRemoved).toBe(0);
    expect(score.pod.subspaceAngle).toBe(90);
  });

  const broken = (value: number) => {
    const { temperature } = evolution(5);
    temperature[2 * CELLS + 4] = value;
    return temperature;
  };

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -3])('refuse a true temperature of %s', (value) => {
    const truth = { ...evolution(5), temperature: broken(value) };
    expect(() => openReference(truth)).toThrow(`the true field holds ${value} K in snapshot 2, cell 4`);
    expect(() => sampleEvolution('s', {}, truth, [], null)).toThrow('the field of truth holds');
  });

  it.each([Number.NaN, Number.NEGATIVE_INFINITY])('refuse a predicted temperature of %s', (value) => {
    const truth = evolution(5);
    expect(() => scorePrediction(openReference(truth), 'fnn', broken(value))).toThrow(
      `fnn holds ${value} K in snapshot 2, cell 4`,
    );
    expect(() => openReference(truth, { reconstruction: broken(value) })).toThrow(
      'the reconstruction of the truth holds',
    );
  });

  it.each([0, -300])('count a predicted temperature of %s K as the error that it is', (value) => {
    const truth = evolution(5);
    const prediction = { name: 'fnn', temperature: broken(value) };
    const reference = openReference(truth, { reconstruction: prediction.temperature });
    const { accuracy, accuracyVersusAutoencoder } = scorePrediction(reference, 'fnn', prediction.temperature);
    const expected = truth.temperature[2 * CELLS + 4]!;
    expect(accuracy[1]).toBeCloseTo(100 - (100 * (expected - value)) / expected / CELLS, 10);
    expect(accuracyVersusAutoencoder).toBeNull();
    const { curves } = sampleEvolution('s', {}, truth, [prediction], null);
    expect(curves[1]!.meanTemperature[2]).toBeLessThan(curves[0]!.meanTemperature[2]!);
  });

  it('need snapshots beyond the seeded ones', () => {
    expect(() => openReference(evolution(6), { from: SNAPSHOTS - 1 })).toThrow('7 snapshots, of which 6');
  });
});

describe('the table', () => {
  const simulations = [10, 11].map((seed) => {
    const truth = evolution(seed);
    const reference = openReference(truth);
    const factor = seed === 10 ? 0.98 : 0.96;
    const predicted = truth.temperature.map((value) => value * factor);
    return simulationEvaluation(`s${seed}`, { viscosity: seed }, reference, [
      scorePrediction(reference, 'fnn', predicted),
      scorePrediction(reference, 'lstm', truth.temperature),
    ]);
  });

  it('averages accuracy over snapshots and POD ratios over simulations', () => {
    const { rows } = summarize(simulations);
    expect(rows.map((row) => row.name)).toEqual(['fnn', 'lstm']);
    expect(rows[0]!.accuracy).toBeCloseTo(97, 4);
    expect(rows[0]!.minimum).toBeCloseTo(96, 4);
    expect(rows[0]!.snapshots).toBe(2 * (SNAPSHOTS - 1));
    expect(rows[0]!.podRatioMeanRemoved).toBeCloseTo(97, 3);
    expect(rows[1]!.accuracy).toBe(100);
  });

  it('is plain JSON', () => {
    const result = summarize(simulations);
    expect(JSON.parse(canonicalJson(result))).toEqual(result);
  });

  it('requires every predictor on every simulation', () => {
    const missing = [simulations[0]!, { ...simulations[1]!, predictions: [] }];
    expect(() => summarize(missing)).toThrow("no 'fnn' for simulation s11");
  });
});

describe('the sample for pictures', () => {
  it('takes the nearest snapshots and keeps curves over all of them', () => {
    const truth = evolution(20);
    const fnn = { name: 'fnn', temperature: truth.temperature };
    const sample = sampleEvolution('s', {}, truth, [fnn], uniformConduction(250, 4));
    expect(sample.moments.map((moment) => moment.time)).toEqual([1e16, 2e16, 4e16, 6e16]);
    expect(sample.moments[1]!.states.map((state) => state.name)).toEqual(['truth', 'fnn']);
    expect(sample.moments[1]!.states[0]!.temperature).toEqual(truth.temperature.slice(2 * CELLS, 3 * CELLS));
    expect(sample.curves[0]!.meanTemperature.length).toBe(SNAPSHOTS);
    expect(sample.curves[0]!.heatFluxes!.surface.length).toBe(SNAPSHOTS);
    expect(sample.curves[1]).toEqual({ ...sample.curves[0], name: 'fnn' });
  });

  it('has no heat fluxes where conduction is not known', () => {
    const truth = evolution(20);
    const { curves } = sampleEvolution('s', {}, truth, [{ name: 'fnn', temperature: truth.temperature }], null);
    expect(curves.map(({ heatFluxes }) => heatFluxes)).toEqual([null, null]);
  });
});
