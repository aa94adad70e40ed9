// Plots of pages, drawn by src/report: lines with dots, or bars, with a legend.
import * as Plot from '@observablehq/plot';

const { drawChart, line } = await import('../../dist/report/chart.js');
const { stacked } = await import('../../dist/report/figure.js');
const { attributes, text } = await import('../../dist/report/markup.js');

const WIDTH = 720;
/** Okabe and Ito (2008), then two more. */
const COLORS = ['#0072b2', '#d55e00', '#009e73', '#b5608f', '#a68a00', '#56b4e9', '#7b5ea7', '#6a3d1a', '#1d2327'];

/**
 * Lines with dots.
 *
 * @param series [{ name, x: number[], y: number[] }]
 * @param axes { x: Axis, y: Axis } of src/report/chart.ts
 */
export function linePlot(series, { x, y, height = 320 }) {
  const marks = series.flatMap(({ x: xs, y: ys }, index) => {
    const color = COLORS[index % COLORS.length];
    const points = xs.map((value, place) => [value, ys[place]]);
    return [line(xs, ys, { color, width: 1.6 }), Plot.dot(points, { r: 3, fill: color })];
  });
  const chart = drawChart({ width: WIDTH, height, x, y, marks });
  return stacked([legendOf(series.map(({ name }) => name)), chart]);
}

/**
 * Groups of horizontal bars on a logarithmic axis that begins at `x.domain[0]`.
 *
 * @param groups [{ name, values: { [series]: number } }]
 */
export function barPlot(groups, { x }) {
  const names = [...new Set(groups.flatMap(({ values }) => Object.keys(values)))];
  const thickness = 0.8 / names.length;
  const bars = groups.flatMap(({ values }, row) =>
    names
      .filter((name) => values[name] !== undefined)
      .map((name) => {
        const place = names.indexOf(name);
        const top = row + 0.6 + place * thickness;
        return { x1: x.domain[0], x2: values[name], y1: top, y2: top + thickness, color: COLORS[place] };
      }),
  );
  const chart = drawChart({
    width: WIDTH,
    height: 60 + groups.length * (14 * names.length + 10),
    x,
    y: {
      domain: [0.5, groups.length + 0.5],
      reversed: true,
      ticks: groups.map((_, row) => row + 1),
      tickText: (row) => groups[row - 1].name,
    },
    marks: [Plot.rect(bars, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'color' })],
  });
  return names.length > 1 ? stacked([legendOf(names), chart]) : chart;
}

function legendOf(names) {
  let x = 12;
  let y = 0;
  const entries = names.map((name, index) => {
    const width = 22 + name.length * 6.4 + 18;
    if (x + width > WIDTH) [x, y] = [12, y + 18];
    const dot = `<circle${attributes({ cx: x + 6, cy: y + 10, r: 4, fill: COLORS[index % COLORS.length] })}/>`;
    const entry = dot + text(name, x + 16, y + 14);
    x += width;
    return entry;
  });
  return { width: WIDTH, height: y + 22, markup: entries.join('') };
}
