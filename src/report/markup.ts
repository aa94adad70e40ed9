// SVG and HTML as text. Whatever comes from outside goes through `escapeMarkup` exactly once, here or in `text`.

import { printableLines } from '../foundation/printable.js';

/** A piece of SVG with its size in px, to be placed in a figure. */
export interface Panel {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

const SUBSCRIPT = /(\p{L})_(\p{L}+)/gu;

/** Makes text safe in element content and in quoted attributes of SVG and HTML. */
export function escapeMarkup(text: string): string {
  // Control characters other than tab and newline are not allowed in XML at all.
  return printableLines(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Attributes as markup; undefined ones are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? shortNumber(value) : escapeMarkup(value!)}"`)
    .join('');
}

/** A coordinate to a hundredth of a px, without trailing zeros. */
export function shortNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A line of text; `content` is escaped. */
export function text(
  content: string,
  x: number,
  y: number,
  style: Readonly<Record<string, string | number | undefined>> = {},
): string {
  return `<text${attributes({ x, y, ...style })}>${escapeMarkup(content)}</text>`;
}

/** Like `text`, with subscripts: 'η_ref'. */
export function labelText(
  content: string,
  x: number,
  y: number,
  style: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const withSubscripts = escapeMarkup(content).replace(
    SUBSCRIPT,
    '$1<tspan dy="3" font-size="9">$2</tspan><tspan dy="-3">\u200b</tspan>',
  );
  return `<text${attributes({ x, y, ...style })}>${withSubscripts}</text>`;
}

/** The same subscripts in HTML. */
export function labelHtml(content: string): string {
  return escapeMarkup(content).replace(SUBSCRIPT, '$1<sub>$2</sub>');
}

/** A group moved to (x, y). */
export function placed(panel: Panel | string, x: number, y: number): string {
  const markup = typeof panel === 'string' ? panel : panel.markup;
  return `<g transform="translate(${shortNumber(x)},${shortNumber(y)})">${markup}</g>`;
}
