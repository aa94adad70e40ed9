// The parameter box: every pair of parameters, with the simulations used for training, validation and testing.
import * as Plot from '@observablehq/plot';
import { drawChart } from '../chart.js';
import { FIGURE_WIDTH, type Figure, svgDocument } from '../figure.js';
import { attributes, placed, text } from '../markup.js';
import type { ParameterAxis, ParameterBox } from '../report-data.js';
import { evenlyChosen } from './choose-simulations.js';

/** More training points than this make the picture heavy and no clearer. */
const MOST_POINTS = 1500;

const roles = [
  { role: 'training', color: '#b4bac0', radius: 2.6 },
  { role: 'validation', color: '#0072b2', radius: 3.4 },
  { role: 'test', color: '#d55e00', radius: 4 },
] as const;

/** The lower triangle of the scatter matrix. */
export function parameterFigure(box: ParameterBox): Figure {
  const { axes } = box;
  const count = axes.length - 1;
  const gap = 8;
  const size = Math.floor((FIGURE_WIDTH - (count - 1) * gap) / count);
  const height = Math.floor(size * 0.78);
  const groups = roles.map((look) => {
    const simulations = box.simulations.filter((simulation) => simulation.role === look.role);
    return { ...look, total: simulations.length, shown: evenlyChosen(simulations, MOST_POINTS) };
  });
  const panels: string[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      const xAxis = axes[column]!;
      const yAxis = axes[row + 1]!;
      const panel = drawChart({
        width: size,
        height,
        x: { ...chartAxis(xAxis), label: row === count - 1 ? axisLabel(xAxis) : undefined },
        y: { ...chartAxis(yAxis), label: column === 0 ? axisLabel(yAxis) : undefined },
        marks: groups.map(({ shown, color, radius }) =>
          Plot.dot(
            shown.map(({ values }) => [shownValue(xAxis, values), shownValue(yAxis, values)] as [number, number]),
            { fill: color, r: radius, stroke: 'white', strokeWidth: 0.5 },
          ),
        ),
      });
      panels.push(placed(panel, column * (size + gap), row * (height + gap)));
    }
  }
  const key = groups.map(({ role, color, radius, total }, i) => {
    const x = FIGURE_WIDTH - 190;
    const y = 40 + i * 24;
    const dot = `<circle${attributes({ cx: x, cy: y - 4, r: radius + 1.5, fill: color })}/>`;
    return dot + text(`${role}: ${total} simulations`, x + 14, y, { 'font-size': 13 });
  });
  const title = 'Simulations in the parameter box';
  return {
    name: 'parameters',
    title,
    caption:
      'Every pair of parameters; axes span the ranges of the archive. Held-out simulations far from gray dots ask for ' +
      'extrapolation.',
    svg: svgDocument(
      { width: FIGURE_WIDTH, height: count * height + (count - 1) * gap, markup: panels.join('') + key.join('') },
      title,
    ),
  };
}

function chartAxis(axis: ParameterAxis): { domain: [number, number]; scale: 'linear' | 'log' } {
  const factor = prefixOf(axis).factor;
  const low = axis.minimum / factor;
  const high = axis.maximum / factor;
  if (axis.scale === 'logarithmic') return { domain: [low, high], scale: 'log' };
  return { domain: [low, high], scale: 'linear' };
}

function shownValue(axis: ParameterAxis, values: Readonly<Record<string, number>>): number {
  return (values[axis.name] ?? Number.NaN) / prefixOf(axis).factor;
}

function axisLabel(axis: ParameterAxis): string {
  const { factor, prefix } = prefixOf(axis);
  const symbol = axis.symbol.replace('_', ' ');
  const unit = axis.unit.replace('m3', 'm³');
  if (unit === '1') return symbol;
  return factor !== 1 && prefix === '' ? `${symbol} (10⁻⁶ ${unit})` : `${symbol} (${prefix}${unit})`;
}

/** Thousands as kilo, millionths as a power of ten, so that tick labels stay short. Logarithmic axes need neither. */
function prefixOf(axis: ParameterAxis): { factor: number; prefix: string } {
  if (axis.scale === 'logarithmic') return { factor: 1, prefix: '' };
  if (axis.maximum >= 1e5) return { factor: 1e3, prefix: 'k' };
  if (axis.maximum <= 1e-3) return { factor: 1e-6, prefix: '' };
  return { factor: 1, prefix: '' };
}
