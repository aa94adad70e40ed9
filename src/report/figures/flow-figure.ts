// A simulation at several moments: temperature, viscosity and stream function in true geometry, a row each.
import { fileNameOf } from '../../foundation/names.js';
import { sampleAnnulus } from '../annulus-raster.js';
import { colorBar } from '../color-scale.js';
import { fieldLooks, largestInWords, shownField } from '../field-look.js';
import { FIELD_DENSITY } from '../field-panel.js';
import { fieldRow, fieldWidthOf, GAP, GUTTER, timeHeader } from '../field-row.js';
import { FIGURE_WIDTH, type Figure, stacked, svgDocument } from '../figure.js';
import { type Panel, placed } from '../markup.js';
import { type FieldName, fieldNames, type SimulatedEvolution } from '../simulated-evolution.js';

/** The figure; by default of all fields that its moments have. */
export function flowFigure(evolution: SimulatedEvolution, names: readonly FieldName[] = fieldNames): Figure {
  const { id, r, phi, moments } = evolution;
  const shown = names.filter((name) => moments.every(({ fields }) => fields[name] !== undefined));
  const fieldWidth = fieldWidthOf(moments.length);
  const sampling = sampleAnnulus(r, phi, Math.round(fieldWidth * FIELD_DENSITY));
  const rows = shown.flatMap((name): Panel[] => {
    const look = fieldLooks[name];
    const fields = moments.map((moment) => shownField(name, moment.fields[name]!));
    const scale = look.scale(fields);
    const notes = name === 'stream-function' ? fields.map(largestInWords) : [];
    const bar = colorBar(scale, look.label, moments.length * (fieldWidth + GAP) - GAP);
    return [
      fieldRow(look.title, fields, notes, { sampling, scale, fieldWidth }),
      { width: FIGURE_WIDTH, height: bar.height, markup: placed(bar, GUTTER, 0) },
    ];
  });
  const header = timeHeader(
    moments.map(({ time }) => time),
    fieldWidth,
  );
  const title = `Fields of ${id}`;
  return {
    name: `flow-${fileNameOf(id)}`,
    title,
    caption: caption(shown),
    svg: svgDocument(stacked([header, ...rows], 14), title),
  };
}

function caption(shown: readonly FieldName[]): string {
  const texts: Readonly<Record<FieldName, string>> = {
    temperature: 'The temperature is what the archive holds.',
    viscosity: 'The viscosity follows from it by the law of the simulation, on a logarithmic scale.',
    'stream-function':
      'The stream function is that of one Stokes solution for it: the flow goes along lines of equal color, ' +
      'one way around where it is positive and the other way where it is negative.',
  };
  return `In true proportion, surface above, core below; time runs from left to right. ${shown.map((name) => texts[name]).join(' ')}`;
}
