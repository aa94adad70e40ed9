// One picture for one prediction: T(r, phi) at several times in true geometry, with a color bar. Units K, m, rad, s.
import { sampleAnnulus } from './annulus-raster.js';
import { colorBar, temperatureScale } from './color-scale.js';
import { lajolla } from './crameri.js';
import { FIELD_DENSITY, fieldPanel } from './field-panel.js';
import { panelGrid, stacked, svgDocument } from './figure.js';
import { labelText, type Panel, placed, text } from './markup.js';
import { gigayears } from './number-text.js';
import { INK, QUIET } from './palette.js';
import { rasterizeSvg } from './rasterize.js';

/** What to draw. */
export interface FieldPicture {
  readonly title: string;
  /** A second, quieter line: the parameters. */
  readonly subtitle: string;
  /** (time) s. */
  readonly times: ArrayLike<number>;
  readonly r: Float64Array;
  readonly phi: Float64Array;
  /** (time, r, phi) K. */
  readonly temperature: Float32Array;
}

const FIELD_WIDTH = 300;

/** The picture as an SVG document. */
export function fieldPictureSvg(picture: FieldPicture): string {
  const { title, subtitle, times, r, phi, temperature } = picture;
  const cells = r.length * phi.length;
  if (times.length === 0 || temperature.length !== times.length * cells) {
    throw new Error(`fieldPicture(): got ${temperature.length} values, expected ${times.length} x ${cells}`);
  }
  const sampling = sampleAnnulus(r, phi, FIELD_WIDTH * FIELD_DENSITY);
  const scale = temperatureScale(lajolla, [temperature]);
  const fields = Array.from(times, (time, index): Panel => {
    const field = temperature.subarray(index * cells, (index + 1) * cells);
    const panel = fieldPanel(field, sampling, scale);
    const label = text(gigayears(time), FIELD_WIDTH / 2, 14, { 'text-anchor': 'middle', 'font-weight': 600 });
    return { width: FIELD_WIDTH, height: panel.height + 22, markup: label + placed(panel, 0, 22) };
  });
  const columns = fields.length === 4 ? 2 : Math.min(3, fields.length);
  const grid = panelGrid(fields, columns, 18);
  const width = Math.max(grid.width, 460);
  const heading: Panel = {
    width,
    height: 46,
    markup:
      text(title, 0, 16, { 'font-size': 16, 'font-weight': 600, fill: INK }) +
      labelText(subtitle, 0, 36, { fill: QUIET }),
  };
  const body = stacked([heading, grid, colorBar(scale, 'T (K)', Math.min(width, 560))], 14);
  const margin = 20;
  return svgDocument(
    {
      width: width + 2 * margin,
      height: body.height + 2 * margin,
      markup: `<g transform="translate(${margin},${margin})">${body.markup}</g>`,
    },
    title,
  );
}

/** The picture as a PNG file, two px per px of the SVG. */
export function fieldPicturePng(picture: FieldPicture): Uint8Array {
  return rasterizeSvg(fieldPictureSvg(picture));
}
