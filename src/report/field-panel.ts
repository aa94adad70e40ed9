// One field as a panel: the raster in true geometry inside a thin outline.
import { annulusOutline } from './annulus-frame.js';
import { type AnnulusSampling, rasterizeAnnulus } from './annulus-raster.js';
import type { ColorScale } from './color-scale.js';
import { attributes, type Panel } from './markup.js';
import { QUIET } from './palette.js';
import { encodePng, pngDataUrl } from './png.js';

/** Raster px per px of the document: enough for screens of high density and for print. */
export const FIELD_DENSITY = 2;

/** The panel of a field (r, phi); the sampling must be `density` times as wide as the panel. */
export function fieldPanel(
  field: ArrayLike<number>,
  sampling: AnnulusSampling,
  scale: ColorScale,
  density = FIELD_DENSITY,
): Panel {
  const { frame } = sampling;
  const width = frame.width / density;
  const height = frame.height / density;
  const png = encodePng(frame.width, frame.height, rasterizeAnnulus(field, sampling, scale));
  const image = `<image${attributes({ x: 0, y: 0, width, height, href: pngDataUrl(png) })}/>`;
  const outline = attributes({
    d: annulusOutline(frame, density),
    fill: 'none',
    stroke: QUIET,
    'stroke-width': 0.6,
  });
  return { width, height, markup: `${image}<path${outline}/>` };
}
