import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, it } from 'vitest';
import { columnValue, metricColumns } from '../../src/evaluation/metrics/columns.js';
import { looksOf } from '../../src/report/looks.js';
import { fixed } from '../../src/report/number-text.js';
import { reportFigures, reportHtml, writeReport } from '../../src/report/report.js';
import type { ReportData } from '../../src/report/report-data.js';
import { evaluationTable } from '../../src/report/tables.js';
import { syntheticModels, syntheticReport } from './synthetic-report.js';

const folder = mkdtempSync(join(tmpdir(), 'tharsis-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

const data = syntheticReport({ rows: 10, columns: 12, snapshots: 9, heldOut: 3 });
const written = writeReport(folder, data);
const html = readFileSync(join(folder, 'report.html'), 'utf8');

describe('the report', () => {
  it('writes the page and every figure twice', () => {
    const names = [
      'fields-1',
      'profiles-1',
      'evolution-1',
      'flow-s0001',
      'series-s0001',
      'accuracy',
      'accuracy-over-time',
      'pod',
      'training',
    ];
    const files = [...names, 'parameters'].flatMap((name) => [`figures/${name}.svg`, `figures/${name}.png`]);
    expect(written).toEqual(['report.html', ...files]);
    for (const file of written) expect(existsSync(join(folder, file)), file).toBe(true);
    const png = readFileSync(join(folder, 'figures/pod.png'));
    expect(png.readUInt32BE(16)).toBe(1920);
  });

  it('is well-formed and complete', () => {
    expect(unbalancedTags(html)).toEqual([]);
    const { document } = parseHTML(html);
    const headings = [...document.querySelectorAll('h2')].map((heading) => heading.textContent);
    expect(headings).toEqual([
      'Result',
      'A held-out simulation in pictures',
      'The flow behind it',
      'All held-out simulations',
      'Training and data',
      'Provenance',
    ]);
    expect(document.querySelectorAll('figure svg').length).toBe(10);
    for (const caption of document.querySelectorAll('figcaption'))
      expect(caption.textContent.length).toBeGreaterThan(40);
  });

  it('loads nothing from anywhere', () => {
    const { document } = parseHTML(html);
    expect(document.querySelectorAll('script, link, iframe, object').length).toBe(0);
    const references = [...document.querySelectorAll('[href], [src]')].map(
      (element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '',
    );
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) expect(reference.startsWith('data:image/png;base64,')).toBe(true);
    expect(html).not.toMatch(/url\(|@import/);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
  });

  it('has all numbers of the table', () => {
    const { document } = parseHTML(html);
    const rows = [...document.querySelectorAll('table')[0]!.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent),
    );
    expect(rows.length).toBe(data.evaluation.rows.length);
    const labels = ['autoencoder', 'FNN', 'LSTM', 'training mean', 'nearest neighbor', 'horizontal mean'];
    for (const [index, row] of data.evaluation.rows.entries()) {
      const numbers = metricColumns().map(({ key, digits }) => fixed(columnValue(row, key), digits));
      expect(rows[index]).toEqual([labels[index], ...numbers]);
    }
    for (const { id } of data.evaluation.simulations) expect(html).toContain(`<th scope="row">${id}</th>`);
    expect(html).toContain('7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730');
    expect(html).toContain('3 min 12 s');
  });

  it('leaves out the column of a metric that no prediction has, and shows a dash where one lacks it', () => {
    const { rows, simulations } = data.evaluation;
    const looks = looksOf(syntheticModels);
    const without = rows.map((row) => ({ ...row, accuracyVersusAutoencoder: null }));
    const headings = (evaluated: typeof rows) =>
      [
        ...parseHTML(evaluationTable({ rows: evaluated, simulations }, looks)).document.querySelectorAll('thead th'),
      ].map((cell) => cell.textContent);
    expect(headings(rows)).toContain('vs. reconstruction (%)');
    expect(headings(without)).toEqual(headings(rows).filter((heading) => heading !== 'vs. reconstruction (%)'));
    expect(evaluationTable({ rows: [rows[0]!, ...without.slice(1)], simulations }, looks)).toContain('<td>–</td>');
  });

  it('is the same from the same data', () => {
    const figures = reportFigures(data);
    expect(reportFigures(data)).toEqual(figures);
    expect(reportHtml(data, figures)).toBe(html);
  });

  it('warns before the scores where a predictor does no better than a baseline', () => {
    const warning = html.indexOf('Warning: the FNN does no better');
    expect(warning).toBeGreaterThan(0);
    expect(warning).toBeLessThan(html.indexOf('<table'));
    expect(reportHtml({ ...data, warnings: [] }, [])).not.toContain('Warning');
  });

  it('leaves out what there is no data for', () => {
    const bare: ReportData = {
      ...data,
      evaluation: { rows: [], simulations: [] },
      samples: [],
      simulated: [],
      histories: [],
      parameterBox: null,
      remarks: [],
    };
    expect(reportFigures(bare)).toEqual([]);
    expect(unbalancedTags(reportHtml(bare, []))).toEqual([]);
    expect(reportHtml(bare, [])).not.toContain('pictures</h2>');
  });

  it('draws heat fluxes only where conduction is known', () => {
    const evolution = (samples: ReportData['samples']) =>
      reportFigures({ ...data, samples }).find(({ name }) => name === 'evolution-1')!;
    const known = evolution(data.samples);
    expect(known.svg).toContain('Core heat flux');
    expect(known.caption).toContain('conductivity 4 W/m/K, 250 K at the surface');
    const [sample] = data.samples;
    const curves = sample!.curves.map((curve) => ({ ...curve, heatFluxes: null }));
    const unknown = evolution([{ ...sample!, curves, conduction: null }]);
    expect(unknown.svg).toContain('Mean temperature');
    expect(unknown.svg).not.toContain('heat flux');
    expect(unknown.caption).not.toContain('heat flux');
  });

  it('shows when training kept the initial weights', () => {
    const histories = data.histories.map((history) => ({ ...history, bestEpoch: -1 }));
    const figure = reportFigures({ ...data, histories }).find(({ name }) => name === 'training')!;
    expect(figure.svg.match(/initial weights kept/g)).toHaveLength(histories.length);
    expect(figure.svg).not.toContain('epoch -1');
    expect(figure.svg).not.toContain('<circle');
  });
});

describe('text from users', () => {
  const hostile = '<script>alert("x")</script> & \'quoted\' \u001b[2J\u202e';
  const { evaluation, samples } = data;
  const spoiled: ReportData = {
    ...data,
    title: hostile,
    description: hostile,
    warnings: [hostile],
    remarks: [hostile],
    samples: [{ ...samples[0]!, id: hostile }],
    evaluation: {
      rows: [...evaluation.rows, { ...evaluation.rows[0]!, name: hostile }],
      simulations: evaluation.simulations.map((simulation) => ({ ...simulation, id: hostile })),
    },
    histories: [{ ...data.histories[0]!, name: hostile, lossLabel: hostile }],
    parameterBox: {
      ...data.parameterBox!,
      axes: data.parameterBox!.axes.map((axis) => ({ ...axis, symbol: hostile, unit: hostile })),
    },
    provenance: {
      facts: [{ name: hostile, value: hostile }],
      wallTimes: [{ stage: hostile, seconds: 1 }],
    },
  };

  it('never becomes markup', () => {
    const target = join(folder, 'spoiled');
    // Writing renders every figure with a strict XML parser, which would refuse broken markup.
    writeReport(target, spoiled);
    const page = readFileSync(join(target, 'report.html'), 'utf8');
    expect(page).not.toContain('<script');
    expect(unbalancedTags(page)).toEqual([]);
    expect(page).toContain(
      '<h1>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;quoted&#39; \\u001b[2J\\u202e</h1>',
    );
    for (const file of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
      if (/\.(svg|html)$/.test(file))
        expect(readFileSync(join(target, file), 'utf8'), file).not.toMatch(/(?![\n\t])[\p{Cc}\u202e]/u);
    }
  });
});

const VOID_ELEMENTS = new Set(['meta', 'br', 'hr', 'img', '!doctype']);

/** Tags that are closed in the wrong order or never; empty when the document is well-formed. */
function unbalancedTags(page: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, closing, name, rest] of page.matchAll(/<(\/?)([a-zA-Z!][\w-]*)((?:"[^"]*"|[^">])*)>/g)) {
    if (closing) {
      if (open.pop() !== name) wrong.push(name!);
    } else if (!rest!.endsWith('/') && !VOID_ELEMENTS.has(name!.toLowerCase())) open.push(name!);
  }
  return [...wrong, ...open];
}
