// The numbers of a report as HTML tables.
import type { EvaluationResult, EvaluationRow } from '../evaluation/evaluation-result.js';
import { duration } from '../foundation/progress.js';
import { meanAccuracy } from './figures/choose-simulations.js';
import { escapeMarkup, labelHtml } from './markup.js';
import { fixed } from './number-text.js';
import { inOrder, lookOf } from './palette.js';
import { parameterLabel, parameterValue } from './parameter-text.js';
import type { ParameterAxis, Provenance } from './report-data.js';

interface Column {
  readonly heading: string;
  readonly cell: (row: EvaluationRow) => string;
}

const columns: readonly Column[] = [
  { heading: 'accuracy (%)', cell: (row) => fixed(row.accuracy, 2) },
  { heading: 'minimum', cell: (row) => fixed(row.minimum, 2) },
  { heading: 'median', cell: (row) => fixed(row.median, 2) },
  { heading: 'area-weighted (%)', cell: (row) => fixed(row.accuracyAreaWeighted, 2) },
  { heading: 'vs. autoencoder (%)', cell: (row) => fixed(row.accuracyVersusAutoencoder?.mean ?? Number.NaN, 2) },
  { heading: 'RMS error (K)', cell: (row) => fixed(row.rootMeanSquareError, 1) },
  { heading: 'POD sum (%)', cell: (row) => fixed(row.podRatio, 2) },
  { heading: 'POD sum, mean removed (%)', cell: (row) => fixed(row.podRatioMeanRemoved, 2) },
  { heading: 'POD energy, mean removed (%)', cell: (row) => fixed(row.podEnergyRatioMeanRemoved, 2) },
  { heading: 'subspace angle (°)', cell: (row) => fixed(row.podSubspaceAngle, 1) },
];

/** The table of all predictors. */
export function evaluationTable({ rows }: EvaluationResult): string {
  const ordered = inOrder(rows.map((row) => row.name)).map((name) => rows.find((row) => row.name === name)!);
  return table(
    ['', ...columns.map(({ heading }) => heading)],
    ordered.map((row) => [swatch(row.name), ...columns.map(({ cell }) => cell(row))]),
  );
}

/** Mean accuracy of every predictor on every held-out simulation, with its parameters. */
export function simulationTable({ simulations, rows }: EvaluationResult, axes: readonly ParameterAxis[]): string {
  const names = inOrder(rows.map((row) => row.name));
  return table(
    ['simulation', ...axes.map((axis) => labelHtml(parameterLabel(axis))), ...names.map(swatch)],
    simulations.map((simulation) => [
      escapeMarkup(simulation.id),
      ...axes.map((axis) => parameterValue(axis, simulation.parameters)),
      ...names.map((name) => {
        const score = simulation.predictions.find((prediction) => prediction.name === name);
        return score ? fixed(meanAccuracy(score), 2) : '–';
      }),
    ]),
  );
}

/** Facts and wall times. */
export function provenanceTables({ facts, wallTimes }: Provenance): string {
  const total = wallTimes.reduce((sum, { seconds }) => sum + seconds, 0);
  const times = [...wallTimes, { stage: 'total', seconds: total }];
  return [
    table(
      [],
      facts.map(({ name, value }) => [escapeMarkup(name), `<code>${escapeMarkup(value)}</code>`]),
      'facts',
    ),
    wallTimes.length === 0
      ? ''
      : table(
          ['stage', 'wall time'],
          times.map(({ stage, seconds }) => [escapeMarkup(stage), duration(seconds)]),
        ),
  ].join('');
}

function swatch(name: string): string {
  const { label, color } = lookOf(name);
  return `<span class="swatch" style="background:${color}"></span>${escapeMarkup(label)}`;
}

/** Cells are markup already. The first column names the row. */
function table(headings: readonly string[], rows: readonly (readonly string[])[], kind = 'numbers'): string {
  const head =
    headings.length === 0
      ? ''
      : `<thead><tr>${headings.map((heading) => `<th scope="col">${heading}</th>`).join('')}</tr></thead>`;
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((cell) => `<td>${cell}</td>`).join('');
    return `<tr><th scope="row">${first}</th>${cells}</tr>`;
  });
  return `<div class="scroll"><table class="${kind}">${head}<tbody>${body.join('')}</tbody></table></div>`;
}
