// Line charts by Observable Plot on a linkedom document, with uniform axes: thin rules, no arrows, labels in the middle
// of an axis, units in the labels, and only the tick marks asked for. Gives a panel of plain SVG groups.
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { printableLines } from '../foundation/printable.js';
import { attributes, labelText, type Panel, shortNumber, text } from './markup.js';
import { powerOfTen, significant } from './number-text.js';
import { INK, QUIET, RULE } from './palette.js';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
// Plot types its document as the browser's; linkedom's does all that Plot asks of it.
const plotDocument = document as unknown as Plot.PlotOptions['document'];

const FONT_SIZE = 12;
const CHARACTER = 6.4;

/** One axis: its interval in data units, its label with the unit, and where ticks go (default: about five). */
export interface Axis {
  readonly domain: readonly [number, number];
  readonly label?: string;
  readonly scale?: 'linear' | 'log';
  readonly ticks?: readonly number[];
  readonly tickText?: (value: number) => string;
  /** Draw from right to left, or downward (depth). */
  readonly reversed?: boolean;
}

/** A line chart to draw. Marks use `x` and `y` in data units. */
export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly title?: string;
  /** Quiet text in the line of the title, at its right end. */
  readonly note?: string;
  /** Width of the margin left of the plot, when panels must line up; default: what labels need. */
  readonly left?: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Plot.Markish[];
}

/** Draws a chart. The panel has exactly the size asked for. */
export function drawChart(chart: Chart): Panel {
  const { width, height, title, note, x, y } = chart;
  const xTicks = ticksOf(x, width);
  const yTicks = ticksOf(y, height);
  const widest = Math.max(...yTicks.map((tick) => tickText(y, yTicks)(tick).length));
  const margin = {
    marginTop: title === undefined ? 8 : 26,
    marginRight: 16,
    marginBottom: x.label === undefined ? 22 : 40,
    marginLeft: chart.left ?? 12 + widest * CHARACTER + (y.label === undefined ? 0 : 20),
  };
  const svg = Plot.plot({
    document: plotDocument,
    width,
    height,
    ...margin,
    x: { type: x.scale ?? 'linear', domain: [...x.domain], reverse: x.reversed ?? false },
    y: { type: y.scale ?? 'linear', domain: [...y.domain], reverse: y.reversed ?? false },
    marks: [
      Plot.gridY(yTicks, { stroke: RULE, strokeOpacity: 1 }),
      Plot.axisX(xTicks, { text: tickText(x, xTicks), tickSize: 4, label: null, color: QUIET }),
      Plot.axisY(yTicks, { text: tickText(y, yTicks), tickSize: 0, label: null, color: QUIET }),
      Plot.ruleY([y.reversed ? y.domain[1] : y.domain[0]], { stroke: QUIET }),
      ...chart.marks,
    ],
  });
  const middleX = (margin.marginLeft + width - margin.marginRight) / 2;
  const middleY = (margin.marginTop + height - margin.marginBottom) / 2;
  const labels = [
    title === undefined ? '' : text(title, margin.marginLeft, 14, { 'font-weight': 600, fill: INK }),
    note === undefined ? '' : text(note, width - margin.marginRight, 14, { 'text-anchor': 'end', fill: QUIET }),
    x.label === undefined ? '' : labelText(x.label, middleX, height - 6, { 'text-anchor': 'middle', fill: INK }),
    y.label === undefined
      ? ''
      : labelText(y.label, 0, 0, {
          'text-anchor': 'middle',
          fill: INK,
          transform: `translate(12,${shortNumber(middleY)}) rotate(-90)`,
        }),
  ];
  const group = attributes({ 'font-size': FONT_SIZE, 'text-anchor': 'middle', fill: 'currentColor' });
  return { width, height, markup: `<g${group}>${innerMarkup(svg)}</g>${labels.join('')}` };
}

/** A line through points, in a look. */
export function line(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  look: { color: string; dash?: string; width: number },
): Plot.Markish {
  return Plot.line(
    Array.from(xs, (x, i) => [x, ys[i]!] as [number, number]),
    { stroke: look.color, strokeWidth: look.width, strokeDasharray: look.dash },
  );
}

/** Evenly spaced round numbers inside an interval, about `count` of them. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/**
 * Powers of ten inside an interval, thinned to at most `most`; where there is less than two, their doubles and halves
 * too.
 */
export function logarithmicTicks(low: number, high: number, most: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const count = last - first + 1;
  if (count >= 2) {
    const step = Math.ceil(count / most);
    return Array.from({ length: Math.ceil(count / step) }, (_, i) => 10 ** (first + i * step));
  }
  const multiples = [first - 1, first].flatMap((exponent) => [1, 2, 5].map((factor) => factor * 10 ** exponent));
  const inside = multiples.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  return inside.length >= 2 ? inside : roundTicks(low, high, 3);
}

/** An interval around the positive ones among numbers for a logarithmic axis, with a little room on both sides. */
export function logarithmicInterval(values: Iterable<number>, room = 1.3): [number, number] {
  const [low, high] = intervalAround(
    [...values].filter((value) => value > 0),
    0,
  );
  return low > 0 && high < Number.POSITIVE_INFINITY ? [low / room, high * room] : [0.1, 1];
}

/** An interval around numbers with a margin, by default 6 % on both sides; around nothing it is [∞, −∞]. */
export function intervalAround(values: Iterable<number>, margin = 0.06): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const room = high > low ? (high - low) * margin : Math.max(Math.abs(high) * 0.01, 1e-9);
  return [low - room, high + room];
}

function ticksOf(axis: Axis, length: number): number[] {
  if (axis.ticks) return [...axis.ticks];
  const count = Math.max(3, Math.min(6, Math.floor(length / 45)));
  return axis.scale === 'log' ? logarithmicTicks(...axis.domain, count) : roundTicks(...axis.domain, count);
}

function tickText(axis: Axis, ticks: readonly number[]): (value: number) => string {
  if (axis.tickText) return axis.tickText;
  if (axis.scale === 'log' && ticks.every(isPowerOfTen)) return (value) => powerOfTen(Math.round(Math.log10(value)));
  if (axis.scale === 'log') return (value) => significant(value, 2);
  const digits = Math.max(0, ...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length));
  return (value) => value.toFixed(digits).replace('-', '−');
}

function isPowerOfTen(value: number): boolean {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9;
}

// The style sheet goes (figures stand alone and side by side), and coordinates are rounded to a hundredth of a px.
function innerMarkup(svg: { readonly innerHTML: string }): string {
  // The document escapes text, but keeps the control characters that XML does not have.
  return printableLines(svg.innerHTML)
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/="[^"]*"/g, (attribute) => attribute.replace(/-?\d+\.\d{3,}/g, (value) => shortNumber(Number(value))));
}
