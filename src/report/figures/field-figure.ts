// Temperature of one held-out simulation in true geometry: the simulation, each surrogate, and their differences, side
// by side at several moments, on common color scales.
import type { SampleEvolution, SampleState } from '../../evaluation/sample-evolution.js';
import { sampleAnnulus } from '../annulus-raster.js';
import { type ColorScale, colorBar, differenceScale, temperatureScale } from '../color-scale.js';
import { lajolla, vik } from '../crameri.js';
import { FIELD_DENSITY } from '../field-panel.js';
import { fieldRow, fieldWidthOf, timeHeader } from '../field-row.js';
import { FIGURE_WIDTH, type Figure, stacked, svgDocument } from '../figure.js';
import type { Looks } from '../looks.js';
import { type Panel, placed } from '../markup.js';
import { fixed } from '../number-text.js';

/** The figure of a sample; `index` numbers the file when there are several. */
export function fieldFigure(sample: SampleEvolution, index: number, looks: Looks): Figure {
  const names = (sample.moments[0]?.states ?? []).map((state) => state.name);
  const shown = looks.inOrder(names).filter((name) => looks.kindOf(name) === 'predictor');
  const truths = sample.moments.map(({ states }) => stateOf(states, 'truth'));
  const predictions = new Map(
    shown.map((name) => [name, sample.moments.map(({ states }) => stateOf(states, name))] as const),
  );
  const differences = new Map(
    shown.map((name) => [name, predictions.get(name)!.map((field, i) => difference(field, truths[i]!))] as const),
  );
  const temperatures = temperatureScale(lajolla, [...truths, ...[...predictions.values()].flat()]);
  const anomalies = differenceScale(vik, [...differences.values()].flat());

  const columns = sample.moments.length;
  const fieldWidth = fieldWidthOf(columns);
  const sampling = sampleAnnulus(sample.r, sample.phi, Math.round(fieldWidth * FIELD_DENSITY));
  const row = (label: readonly string[], fields: readonly Float32Array[], scale: ColorScale, notes: string[]): Panel =>
    fieldRow(label, fields, notes, { sampling, scale, fieldWidth });

  const rows = [row(['simulation'], truths, temperatures, [])];
  for (const name of shown) {
    const fields = differences.get(name)!;
    const notes = fields.map((field) => `RMS ${fixed(rootMeanSquare(field), 0)} K`);
    // A word a line: the gutter is narrow.
    const label = looks.of(name).label.split(' ');
    rows.push(row(label, predictions.get(name)!, temperatures, []));
    rows.push(row([...label, '− simulation'], fields, anomalies, notes));
  }
  const header = timeHeader(
    sample.moments.map(({ time }) => time),
    fieldWidth,
  );
  const half = (FIGURE_WIDTH - 40) / 2;
  const bars = [colorBar(temperatures, 'T (K)', half)];
  if (shown.length > 0) bars.push(colorBar(anomalies, 'difference (K)', half));
  const barRow: Panel = {
    width: FIGURE_WIDTH,
    height: bars[0]!.height,
    markup: bars.map((bar, i) => placed(bar, i * (half + 40), 0)).join(''),
  };
  const body = stacked([header, ...rows, barRow], 14);
  const title = `Temperature fields of ${sample.id}`;
  return {
    name: `fields-${index + 1}`,
    title,
    caption:
      'Quarter annulus in true proportion, surface above, core below; time runs from left to right. All temperatures ' +
      'share one color scale and all differences another, whose end colors take the largest 1 %. RMS is the root-mean-square ' +
      'difference over the cells of a field. A plume in a slightly wrong place shows as a red and a blue stripe side by side.',
    svg: svgDocument(body, title),
  };
}

function stateOf(states: readonly SampleState[], name: string): Float32Array {
  const state = states.find((candidate) => candidate.name === name);
  if (state === undefined) throw new Error(`fieldFigure(): got no '${name}' at one of the moments`);
  return state.temperature;
}

function difference(field: Float32Array, truth: Float32Array): Float32Array {
  return field.map((value, i) => value - truth[i]!);
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
