// The report of an evaluation: report.html, which is self-contained, and every figure as SVG and PNG.
import { join } from 'node:path';
import { baselineNamed } from '../evaluation/baselines/registry.js';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import type { Figure } from './figure.js';
import { accuracyFigure, accuracyOverTimeFigure } from './figures/accuracy-figure.js';
import { evolutionFigure } from './figures/evolution-figure.js';
import { fieldFigure } from './figures/field-figure.js';
import { flowFigure } from './figures/flow-figure.js';
import { parameterFigure } from './figures/parameter-figure.js';
import { podFigure } from './figures/pod-figure.js';
import { profileFigure } from './figures/profile-figure.js';
import { seriesFigure } from './figures/series-figure.js';
import { trainingFigure } from './figures/training-figure.js';
import { type Looks, looksOf } from './looks.js';
import { escapeMarkup, labelHtml } from './markup.js';
import { fixed } from './number-text.js';
import { bulletList, figureBlock, htmlPage, paragraph, type Section } from './page.js';
import { parameterText } from './parameter-text.js';
import { rasterizeSvg } from './rasterize.js';
import type { ReportData } from './report-data.js';
import { evaluationTable, provenanceTables, simulationTable } from './tables.js';

const HOW_TO_READ =
  'Accuracy is 100 % minus the mean relative error of the temperature in kelvin over the cells of a snapshot, averaged ' +
  'over all snapshots of all held-out simulations. Because the denominator is the absolute temperature, a uniform error of ' +
  '12 K at 1700 K is already 99.3 %: compare with the baselines rather than with 100 %. “POD sum” is the sum of the ' +
  'singular values of the prediction relative to that of the truth: how much structure it has, not whether it is in the ' +
  'right place. The subspace angle shows the latter: 0° when the leading modes span the same space.';

/** Writes `report.html`, `figures/*.svg` and `figures/*.png` into a folder; returns their paths relative to it. */
export function writeReport(folder: string, data: ReportData): string[] {
  const figures = reportFigures(data);
  const written = ['report.html'];
  writeFileAtomic(join(folder, 'report.html'), reportHtml(data, figures));
  for (const figure of figures) {
    const path = `figures/${figure.name}`;
    writeFileAtomic(join(folder, `${path}.svg`), figure.svg);
    writeFileAtomic(join(folder, `${path}.png`), rasterizeSvg(figure.svg));
    written.push(`${path}.svg`, `${path}.png`);
  }
  return written;
}

/** The figures that the data allow, in the order of the report. */
export function reportFigures(data: ReportData): Figure[] {
  const { simulations } = data.evaluation;
  const looks = looksOf(data.models);
  const figures = data.samples.flatMap((sample, index) => [
    fieldFigure(sample, index, looks),
    profileFigure(sample, index, looks),
    evolutionFigure(sample, index, looks),
  ]);
  for (const simulated of data.simulated) {
    const series = seriesFigure(simulated);
    figures.push(flowFigure(simulated), ...(series === undefined ? [] : [series]));
  }
  if (simulations.length > 0) {
    figures.push(
      accuracyFigure(simulations, looks),
      accuracyOverTimeFigure(simulations, looks),
      podFigure(simulations, looks),
    );
  }
  if (data.histories.length > 0) figures.push(trainingFigure(data.histories, looks));
  if (data.parameterBox && data.parameterBox.axes.length > 1) figures.push(parameterFigure(data.parameterBox));
  return figures;
}

/** The page as text. */
export function reportHtml(data: ReportData, figures: readonly Figure[]): string {
  const { evaluation } = data;
  const looks = looksOf(data.models);
  const only = (...beginnings: string[]): string =>
    figures
      .filter((figure) => beginnings.some((beginning) => figure.name.startsWith(beginning)))
      .map(figureBlock)
      .join('');
  const sections: Section[] = [
    {
      heading: 'Result',
      body:
        data.warnings.map((warning) => paragraph(`Warning: ${warning}.`)).join('') +
        paragraph(headline(data, looks)) +
        evaluationTable(evaluation, looks) +
        paragraph(HOW_TO_READ) +
        remarksOf(data),
    },
    { heading: heldOutHeading(data), body: samplesIntroduction(data) + only('fields', 'profiles', 'evolution') },
    { heading: 'The flow behind it', body: only('flow', 'series') },
    {
      heading: 'All held-out simulations',
      body: only('accuracy', 'pod') + simulationTable(evaluation, data.parameterBox?.axes ?? [], looks),
    },
    { heading: 'Training and data', body: only('training', 'parameters') },
    { heading: 'Provenance', body: provenanceTables(data.provenance) },
  ];
  return htmlPage(
    data.title,
    data.description,
    sections.filter(({ body }) => body !== ''),
  );
}

function headline({ evaluation }: ReportData, looks: Looks): string {
  const surrogates = evaluation.rows.filter((row) => looks.kindOf(row.name) === 'predictor');
  const references = evaluation.rows.filter((row) => baselineNamed(row.name)?.yardstick === false);
  const listed = (rows: typeof surrogates): string =>
    looks
      .inOrder(rows.map((row) => row.name))
      .map((name) => `${looks.of(name).label} ${fixed(rows.find((row) => row.name === name)!.accuracy, 2)} %`)
      .join(', ');
  const first = evaluation.rows[0];
  const scope = first ? ` over ${first.snapshots} snapshots of ${first.simulations} held-out simulations` : '';
  const comparison = references.length > 0 ? `; baselines: ${listed(references)}` : '';
  return surrogates.length > 0 ? `Accuracy${scope}: ${listed(surrogates)}${comparison}.` : `Scores${scope}.`;
}

function heldOutHeading({ samples }: ReportData): string {
  return samples.length > 1 ? 'Held-out simulations in pictures' : 'A held-out simulation in pictures';
}

function samplesIntroduction({ samples, parameterBox }: ReportData): string {
  const axes = parameterBox?.axes ?? [];
  if (axes.length === 0) return '';
  return samples
    .map(({ id, parameters }) => `<p>${escapeMarkup(id)}: ${labelHtml(parameterText(axes, parameters))}.</p>`)
    .join('');
}

function remarksOf({ remarks }: ReportData): string {
  return remarks.length > 0 ? bulletList(remarks) : '';
}
