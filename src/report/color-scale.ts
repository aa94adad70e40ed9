// From values to colors, and the bar that explains them.

import { logarithmicTicks, roundTicks } from './chart.js';
import type { ColorMap } from './crameri.js';
import { attributes, type Panel, text } from './markup.js';
import { powerOfTen } from './number-text.js';
import { QUIET } from './palette.js';
import { encodePng, pngDataUrl } from './png.js';

/** A color map stretched over an interval; values beyond it take the end colors. */
export interface ColorScale {
  readonly map: ColorMap;
  readonly minimum: number;
  readonly maximum: number;
  /** Values are decimal logarithms; the bar shows powers of ten. */
  readonly logarithmic?: boolean;
}

/** Writes red, green, blue (0 to 255) of a value into `color`, interpolating between map entries. */
export function colorAt(scale: ColorScale, value: number, color: Float64Array): void {
  const last = scale.map.length / 3 - 1;
  const fraction = (value - scale.minimum) / (scale.maximum - scale.minimum);
  const position = Math.min(1, Math.max(0, fraction)) * last;
  const low = Math.min(last - 1, Math.floor(position));
  const weight = position - low;
  for (let channel = 0; channel < 3; channel++) {
    const from = scale.map[low * 3 + channel]!;
    color[channel] = from + weight * (scale.map[low * 3 + 3 + channel]! - from);
  }
}

/** A scale from `low` rounded down to `high` rounded up to multiples of `step`. */
export function temperatureScale(map: ColorMap, fields: Iterable<ArrayLike<number>>, step = 50): ColorScale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const field of fields) {
    for (let i = 0; i < field.length; i++) {
      low = Math.min(low, field[i]!);
      high = Math.max(high, field[i]!);
    }
  }
  const minimum = Math.floor(low / step) * step;
  return { map, minimum, maximum: Math.max(minimum + step, Math.ceil(high / step) * step) };
}

/** A scale about zero that covers 99 % of the values of the fields, rounded up; the rest takes the end colors. */
export function differenceScale(map: ColorMap, fields: readonly ArrayLike<number>[]): ColorScale {
  const sizes = Float64Array.from(fields.flatMap((field) => Array.from(field, Math.abs))).sort();
  const covered = sizes[Math.floor(0.99 * (sizes.length - 1))] ?? 0;
  const step = covered > 100 ? 50 : covered > 20 ? 10 : 2;
  const limit = Math.max(step, Math.ceil(covered / step) * step);
  return { map, minimum: -limit, maximum: limit };
}

const BAR_HEIGHT = 12;

/** A horizontal color bar with ticks and a label (with the unit) to its left. */
export function colorBar(scale: ColorScale, label: string, width: number): Panel {
  const labelWidth = label.length * 6.3 + 12;
  const barWidth = width - labelWidth - 16;
  const entries = scale.map.length / 3;
  const pixels = new Uint8Array(entries * 4);
  for (let i = 0; i < entries; i++) {
    pixels.set(scale.map.subarray(i * 3, i * 3 + 3), i * 4);
    pixels[i * 4 + 3] = 255;
  }
  const image = `<image${attributes({
    x: labelWidth,
    y: 0,
    width: barWidth,
    height: BAR_HEIGHT,
    preserveAspectRatio: 'none',
    href: pngDataUrl(encodePng(entries, 1, pixels)),
  })}/>`;
  const ticks = barTicks(scale, Math.max(2, Math.floor(barWidth / 70))).map((tick) => {
    const x = labelWidth + (barWidth * (tick - scale.minimum)) / (scale.maximum - scale.minimum);
    const mark = `<line${attributes({ x1: x, x2: x, y1: BAR_HEIGHT, y2: BAR_HEIGHT + 4, stroke: QUIET })}/>`;
    return mark + text(tickText(scale, tick), x, BAR_HEIGHT + 16, { 'text-anchor': 'middle', fill: QUIET });
  });
  return {
    width,
    height: BAR_HEIGHT + 20,
    markup: text(label, labelWidth - 10, 10.5, { 'text-anchor': 'end' }) + image + ticks.join(''),
  };
}

function barTicks({ minimum, maximum, logarithmic }: ColorScale, most: number): number[] {
  if (!logarithmic) return roundTicks(minimum, maximum, most);
  return logarithmicTicks(10 ** minimum, 10 ** maximum, most).map((power) => Math.round(Math.log10(power)));
}

function tickText({ logarithmic }: ColorScale, tick: number): string {
  return logarithmic ? powerOfTen(tick) : String(tick).replace('-', '−');
}
