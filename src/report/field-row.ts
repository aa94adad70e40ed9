// A row of fields side by side in true geometry, with a label in the gutter left of them.
import type { AnnulusSampling } from './annulus-raster.js';
import type { ColorScale } from './color-scale.js';
import { FIELD_DENSITY, fieldPanel } from './field-panel.js';
import { FIGURE_WIDTH } from './figure.js';
import { type Panel, placed, text } from './markup.js';
import { gigayears } from './number-text.js';
import { QUIET } from './palette.js';

/** Width of the labels, and between fields, px. */
export const GUTTER = 104;
export const GAP = 14;

/** What the fields of a row share. */
export interface FieldRowSetting {
  readonly sampling: AnnulusSampling;
  readonly scale: ColorScale;
  readonly fieldWidth: number;
}

/** A row of fields with its label to the left and, on demand, a note in the corner of each. */
export function fieldRow(
  label: readonly string[],
  fields: readonly Float32Array[],
  notes: readonly string[],
  { sampling, scale, fieldWidth }: FieldRowSetting,
): Panel {
  const height = sampling.frame.height / FIELD_DENSITY;
  const images = fields.map((field, column) => {
    const x = GUTTER + column * (fieldWidth + GAP);
    const image = placed(fieldPanel(field, sampling, scale), x, 0);
    const note = notes[column];
    return note === undefined
      ? image
      : image + text(note, x + fieldWidth, height - 4, { 'text-anchor': 'end', 'font-size': 11, fill: QUIET });
  });
  const lines = label.map((part, i) =>
    text(part, GUTTER - 14, height / 2 + (i - (label.length - 1) / 2) * 16, {
      'text-anchor': 'end',
      // What is subtracted stands in lighter type.
      'font-weight': part.startsWith('−') ? 400 : 600,
    }),
  );
  return { width: FIGURE_WIDTH, height, markup: lines.join('') + images.join('') };
}

/** The width of one field in a full figure with `columns` fields side by side, px. */
export function fieldWidthOf(columns: number): number {
  return Math.min(260, (FIGURE_WIDTH - GUTTER - (columns - 1) * GAP) / columns);
}

/** The times over the fields of a row. */
export function timeHeader(times: readonly number[], fieldWidth: number): Panel {
  const labels = times.map((time, column) =>
    text(gigayears(time), GUTTER + column * (fieldWidth + GAP) + fieldWidth / 2, 16, {
      'text-anchor': 'middle',
      'font-weight': 600,
      'font-size': 14,
    }),
  );
  return { width: FIGURE_WIDTH, height: 16, markup: labels.join('') };
}
