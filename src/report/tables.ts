// The numbers of a report as HTML tables.
import type { EvaluationResult } from '../evaluation/evaluation-result.js';
import { columnHeading, columnValue, metricColumns } from '../evaluation/metrics/columns.js';
import { duration } from '../foundation/duration.js';
import { meanAccuracy } from './figures/choose-simulations.js';
import type { Look, Looks } from './looks.js';
import { escapeMarkup, labelHtml } from './markup.js';
import { fixed } from './number-text.js';
import { parameterLabel, parameterValue } from './parameter-text.js';
import type { ParameterAxis, Provenance } from './report-data.js';

/** The table of all predictions: a column for each number of a metric that some prediction has. */
export function evaluationTable({ rows }: EvaluationResult, looks: Looks): string {
  const ordered = looks.inOrder(rows.map((row) => row.name)).map((name) => rows.find((row) => row.name === name)!);
  const columns = metricColumns().filter(({ key }) => rows.some((row) => Number.isFinite(columnValue(row, key))));
  return table(
    ['', ...columns.map(columnHeading)],
    ordered.map((row) => [
      swatch(looks.of(row.name)),
      ...columns.map(({ key, digits }) => fixed(columnValue(row, key), digits)),
    ]),
  );
}

/** Mean accuracy of each prediction of each held-out simulation, with its parameters. */
export function simulationTable(
  { simulations, rows }: EvaluationResult,
  axes: readonly ParameterAxis[],
  looks: Looks,
): string {
  const names = looks.inOrder(rows.map((row) => row.name));
  return table(
    [
      'simulation',
      ...axes.map((axis) => labelHtml(parameterLabel(axis))),
      ...names.map((name) => swatch(looks.of(name))),
    ],
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

function swatch({ label, color }: Look): string {
  return `<span class="swatch" style="background:${color}"></span>${escapeMarkup(label)}`;
}

/** Cells are markup already. The first column names the row. */
function table(headings: readonly string[], rows: readonly (readonly string[])[], kind = 'numbers'): string {
  const head =
    headings.length === 0
      ? ''
      : `<thead><tr>${headings.map((heading) => `<th scope="col">${heading}</th>`).join('')}</tr></thead>`;
  const body = rows.map(([first, ...others]) => {
    const cells = others.map((cell) => `<td>${cell}</td>`).join('');
    return `<tr><th scope="row">${first}</th>${cells}</tr>`;
  });
  return `<div class="scroll"><table class="${kind}">${head}<tbody>${body.join('')}</tbody></table></div>`;
}
