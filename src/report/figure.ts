// A figure: panels put together in one SVG document, with a legend if it compares curves.

import type { Look } from './looks.js';
import { attributes, escapeMarkup, type Panel, placed, text } from './markup.js';
import { INK } from './palette.js';

/** A finished figure: `name` is its file name, `title` and `caption` are plain text, `svg` is a whole document. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}

/** Fonts of text in figures: the one in the package first, then what a reader's machine has. */
const FONT_FAMILY = "'Fira Sans', 'Source Sans 3', 'Helvetica Neue', Arial, sans-serif";

/** Width of every full figure of the report, px. */
export const FIGURE_WIDTH = 960;

/** An SVG document around markup. The description is for those who cannot see it. */
export function svgDocument(panel: Panel, description: string): string {
  const root = attributes({
    xmlns: 'http://www.w3.org/2000/svg',
    width: panel.width,
    height: panel.height,
    viewBox: `0 0 ${panel.width} ${panel.height}`,
    role: 'img',
    'aria-label': description,
    'font-family': FONT_FAMILY,
    'font-size': 12,
    color: INK,
    fill: INK,
  });
  return `<svg${root}><title>${escapeMarkup(description)}</title>${panel.markup}</svg>`;
}

/** Panels in rows of `columns`, with `gap` px between them. All have the size of the first. */
export function panelGrid(panels: readonly Panel[], columns: number, gap = 16): Panel {
  const width = panels[0]?.width ?? 0;
  const height = panels[0]?.height ?? 0;
  const rows = Math.ceil(panels.length / columns);
  const markup = panels.map((panel, index) =>
    placed(panel, (index % columns) * (width + gap), Math.floor(index / columns) * (height + gap)),
  );
  return {
    width: columns * width + (columns - 1) * gap,
    height: rows * height + Math.max(0, rows - 1) * gap,
    markup: markup.join(''),
  };
}

/** Panels one above the other. */
export function stacked(panels: readonly Panel[], gap = 10): Panel {
  let y = 0;
  const markup = panels.map((panel) => {
    const at = placed(panel, 0, y);
    y += panel.height + gap;
    return at;
  });
  const width = Math.max(...panels.map((panel) => panel.width));
  return { width, height: y - gap, markup: markup.join('') };
}

/** A line of samples with their names, in the order given; by default the samples are strokes, 26 px wide from x. */
export function legend<Item extends Look>(
  items: readonly Item[],
  sample: (item: Item, x: number) => string = strokeSample,
): Panel {
  let x = 12;
  const entries = items.map((item) => {
    const entry = sample(item, x) + text(item.label, x + 32, 14);
    x += 32 + item.label.length * 6.6 + 22;
    return entry;
  });
  return { width: FIGURE_WIDTH, height: 22, markup: entries.join('') };
}

function strokeSample({ color, dash, width }: Look, x: number): string {
  return `<line${attributes({
    x1: x,
    x2: x + 26,
    y1: 10,
    y2: 10,
    stroke: color,
    'stroke-width': width + 0.6,
    'stroke-dasharray': dash,
  })}/>`;
}
