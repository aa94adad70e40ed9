// The parameter box: every pair of parameters, with the simulations used for training, validation and testing.
import * as Plot from '@observablehq/plot';
import { type Axis, drawChart } from '../chart.js';
import { FIGURE_WIDTH, type Figure, svgDocument } from '../figure.js';
import { attributes, placed, text } from '../markup.js';
import { displayUnit, parameterLabel } from '../parameter-text.js';
import type { ParameterAxis, ParameterBox } from '../report-data.js';
import { evenlyChosen } from './choose-simulations.js';

/** More training points than this make the picture heavy and no clearer. */
const MAX_POINTS = 1500;
const LEFT = 62;
const MARGIN = 6;
const GAP = 4;
const BOTTOM = 18;

const roles = [
  { role: 'training', color: '#b4bac0', radius: 2.6 },
  { role: 'validation', color: '#0072b2', radius: 3.4 },
  { role: 'test', color: '#d55e00', radius: 4 },
] as const;

/** The lower triangle of the scatter matrix. */
export function parameterFigure(box: ParameterBox): Figure {
  const { axes } = box;
  const count = axes.length - 1;
  const size = Math.floor((FIGURE_WIDTH - LEFT - (count - 1) * GAP) / count);
  const height = Math.floor(size * 0.72);
  const groups = roles.map((look) => {
    const simulations = box.simulations.filter((simulation) => simulation.role === look.role);
    return { ...look, total: simulations.length, shown: evenlyChosen(simulations, MAX_POINTS) };
  });
  const panels: string[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      const xAxis = axes[column]!;
      const yAxis = axes[row + 1]!;
      const first = column === 0;
      const lowest = row === count - 1;
      const panel = drawChart({
        width: size + (first ? LEFT : MARGIN),
        height: height + (lowest ? BOTTOM : 0),
        left: first ? LEFT : MARGIN,
        x: { ...chartAxis(xAxis, lowest), label: lowest ? parameterLabel(xAxis) : undefined },
        y: { ...chartAxis(yAxis, first), label: first ? parameterLabel(yAxis) : undefined },
        marks: groups.map(({ shown, color, radius }) =>
          Plot.dot(
            shown.map(({ values }) => [shownValue(xAxis, values), shownValue(yAxis, values)] as [number, number]),
            { fill: color, r: radius, stroke: 'white', strokeWidth: 0.5 },
          ),
        ),
      });
      panels.push(placed(panel, LEFT + column * (size + GAP) - (first ? LEFT : MARGIN), row * height));
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
      { width: FIGURE_WIDTH, height: count * height + BOTTOM, markup: panels.join('') + key.join('') },
      title,
    ),
  };
}

/** Room beyond the outermost simulations, so that no dot is cut. */
const ROOM = 0.05;

/** The axis of a parameter; inner panels have ticks without numbers, which stand at the border of the triangle. */
function chartAxis(axis: ParameterAxis, numbered: boolean): Axis {
  const { factor } = displayUnit(axis);
  const [low, high] = [axis.minimum / factor, axis.maximum / factor];
  const logarithmic = axis.scale === 'logarithmic';
  const room = logarithmic ? (high / low) ** ROOM : (high - low) * ROOM;
  return {
    domain: logarithmic ? [low / room, high * room] : [low - room, high + room],
    scale: logarithmic ? 'log' : 'linear',
    ...(numbered ? {} : { tickText: () => '' }),
  };
}

function shownValue(axis: ParameterAxis, values: Readonly<Record<string, number>>): number {
  return (values[axis.name] ?? Number.NaN) / displayUnit(axis).factor;
}
