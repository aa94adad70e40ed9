import { describe, expect, it } from 'vitest';
import { baselines } from '../../src/evaluation/baselines/registry.js';
import type { SimulationEvaluation } from '../../src/evaluation/evaluation-result.js';
import { drawChart, line, logarithmicInterval, logarithmicTicks, roundTicks } from '../../src/report/chart.js';
import { accuracyAxis, errorOf } from '../../src/report/figures/accuracy-axis.js';
import { evenlyChosen, worstFirst } from '../../src/report/figures/choose-simulations.js';
import { looksOf } from '../../src/report/looks.js';
import { escapeMarkup, labelHtml, labelText } from '../../src/report/markup.js';
import { fixed, gigayears, significant } from '../../src/report/number-text.js';
import { parameterLabel, parameterText } from '../../src/report/parameter-text.js';
import { syntheticModels, syntheticReport } from './synthetic-report.js';

describe('numbers as text', () => {
  it.each([
    [1.005, '1'],
    [0.00123, '0.00123'],
    [0.000321, '3.21·10⁻⁴'],
    [3.6353e21, '3.64·10²¹'],
    [-12.34, '−12.3'],
    [0, '0'],
    [Number.NaN, '–'],
  ])('%s is %s', (value, expected) => expect(significant(value)).toBe(expected));

  it('have a true minus sign and no negative zero', () => {
    expect(fixed(-1.25, 1)).toBe('−1.3');
    expect(fixed(-0.001, 2)).toBe('0.00');
    expect(fixed(Number.POSITIVE_INFINITY, 2)).toBe('–');
    expect(gigayears(4.5 * 3.15576e16)).toBe('4.50 Gyr');
  });
});

describe('ticks', () => {
  it('are round and inside', () => {
    expect(roundTicks(0, 4.5, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(roundTicks(-63, 63, 4)).toEqual([-50, 0, 50]);
    expect(roundTicks(0.12, 0.31, 4)).toEqual([0.15, 0.2, 0.25, 0.3]);
    expect(logarithmicTicks(1e19, 1e22, 5)).toEqual([1e19, 1e20, 1e21, 1e22]);
    expect(logarithmicTicks(1e-6, 1e2, 4)).toEqual([1e-6, 1e-3, 1].map((tick) => expect.closeTo(tick, 12)));
    expect(logarithmicTicks(3e-4, 1.2e-3, 4)).toEqual([5e-4, 1e-3]);
    expect(logarithmicTicks(3e-4, 8e-4, 4)).toEqual([4e-4, 6e-4, 8e-4]);
    expect(logarithmicTicks(1.5e20, 9e20, 4)).toEqual([2e20, 5e20]);
  });

  it('of accuracies are labeled with the accuracy where the error is drawn', () => {
    const axis = accuracyAxis([10, 0.1].map(Number), 12);
    expect(axis.ticks!.map(axis.tickText!)).toEqual(['90', '95', '98', '99', '99.5', '99.8', '99.9']);
    expect(accuracyAxis([10, 0.1], 5).ticks!.map(axis.tickText!)).toEqual(['90', '99', '99.9']);
    expect(errorOf(100)).toBe(0.01);
  });

  it('of logarithmic axes ignore what cannot be drawn', () => {
    expect(logarithmicInterval([0, 2, 8], 2)).toEqual([1, 16]);
    expect(logarithmicInterval([0])).toEqual([0.1, 1]);
  });
});

describe('markup', () => {
  it('escapes everything once and writes out control characters', () => {
    expect(escapeMarkup('<a href="x">&\u0000\'')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;\\u0000&#39;');
    expect(labelHtml('η_ref <b>')).toBe('η<sub>ref</sub> &lt;b&gt;');
    expect(labelText('T_ini (K)', 1, 2)).toContain('T<tspan dy="3" font-size="9">ini</tspan>');
  });

  it('keeps charts the same from call to call', () => {
    const chart = {
      width: 200,
      height: 120,
      title: 'a < b',
      x: { domain: [0, 3] as const, label: 'time (Gyr)' },
      y: { domain: [1, 100] as const, scale: 'log' as const, label: 'loss' },
      marks: [line([0, 1, 3], [1, 10, 100], { color: '#123456', width: 1 })],
    };
    const first = drawChart(chart);
    expect(drawChart(chart)).toEqual(first);
    expect(first.markup).toContain('a &lt; b');
    expect(first.markup).toContain('>10²<');
    expect(first.markup).not.toContain('<style>');
    expect(first.markup).not.toMatch(/="[^"]*\d\.\d{3,}/);
  });
});

describe('choices', () => {
  it('keep the ends', () => {
    expect(evenlyChosen([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 3, 6, 9]);
    expect(evenlyChosen([1, 2], 4)).toEqual([1, 2]);
  });

  it('go from the worst to the best by the first predictor, else by the first prediction', () => {
    const { simulations } = syntheticReport({ rows: 4, columns: 5, snapshots: 4, heldOut: 2 }).evaluation;
    const scored = (id: string, byName: Record<string, number>): SimulationEvaluation => ({
      ...simulations[0]!,
      id,
      predictions: Object.entries(byName).map(([name, accuracy]) => ({
        ...simulations[0]!.predictions[0]!,
        name,
        accuracy: [accuracy],
      })),
    });
    const list = [
      scored('a', { lstm: 90, fnn: 99 }),
      scored('b', { lstm: 99, fnn: 98 }),
      scored('c', { 'training-mean': 97, autoencoder: 96 }),
    ];
    expect(worstFirst(list, looksOf(syntheticModels)).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });
});

describe('looks', () => {
  const looks = looksOf(syntheticModels);

  it('order the truth, the model, unknown names and baselines', () => {
    const names = ['zebra', 'horizontal-mean', 'lstm', 'training-mean', 'autoencoder', 'truth', 'fnn', 'ape'];
    expect(looks.inOrder(names)).toEqual([
      'truth',
      'autoencoder',
      'fnn',
      'lstm',
      'zebra',
      'ape',
      'training-mean',
      'horizontal-mean',
    ]);
  });

  it('know the kind of each name, and differ for all parts of a report', () => {
    const names = ['truth', 'autoencoder', 'fnn', 'training-mean', 'constructor'];
    expect(names.map(looks.kindOf)).toEqual(['truth', 'compressor', 'predictor', 'baseline', 'unknown']);
    const known = ['truth', 'autoencoder', 'fnn', 'lstm', ...Object.keys(baselines)].map(looks.of);
    expect(new Set(known.map(({ color }) => color)).size).toBe(known.length);
    expect(looks.of('fnn').label).toBe('FNN');
  });

  it('of unknown names depend on the name only', () => {
    expect(looks.of('constructor')).toEqual(looksOf({ ...syntheticModels, predictors: [] }).of('constructor'));
    expect(looks.of('constructor').label).toBe('constructor');
  });
});

describe('parameters', () => {
  const axes = [
    { name: 'a', symbol: 'η_ref', unit: 'Pa s', minimum: 1e19, maximum: 1e22, scale: 'logarithmic' as const },
    { name: 'b', symbol: 'E', unit: 'J/mol', minimum: 1e5, maximum: 5e5, scale: 'linear' as const },
    { name: 'c', symbol: 'V', unit: 'm3/mol', minimum: 4e-6, maximum: 1e-5, scale: 'linear' as const },
    { name: 'd', symbol: 'Λ', unit: '1', minimum: 1, maximum: 50, scale: 'linear' as const },
    { name: 'e', symbol: 'T_ini', unit: 'K', minimum: 1600, maximum: 1800, scale: 'linear' as const },
  ];

  it('are read with short units', () => {
    const values = { a: 3.6353e21, b: 155181, c: 4.3563e-6, d: 15.276, e: 1633.9 };
    expect(parameterText(axes, values)).toBe(
      'η_ref 3.64·10²¹ Pa s, E 155 kJ/mol, V 4.36·10⁻⁶ m³/mol, Λ 15.3, T_ini 1634 K',
    );
    expect(axes.map(parameterLabel)).toEqual(['η_ref (Pa s)', 'E (kJ/mol)', 'V (10⁻⁶ m³/mol)', 'Λ', 'T_ini (K)']);
  });
});
