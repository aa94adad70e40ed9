// Accuracy of every predictor on every held-out simulation, and over time, baselines included.
import * as Plot from '@observablehq/plot';
import type { SimulationEvaluation } from '../../evaluation/evaluation-result.js';
import { drawChart, line } from '../chart.js';
import { FIGURE_WIDTH, type Figure, legend, panelGrid, stacked, svgDocument } from '../figure.js';
import { attributes } from '../markup.js';
import { GYR } from '../number-text.js';
import { inOrder, lookOf, RULE } from '../palette.js';
import { accuracyAxis, errorOf } from './accuracy-axis.js';
import { evenlyChosen, meanAccuracy, worstFirst } from './choose-simulations.js';

const MOST_ROWS = 24;
const MOST_PANELS = 6;
const NETWORKS: readonly string[] = ['autoencoder', 'fnn', 'lstm'];

/** One row per simulation (at most 24, from the worst to the best), one dot per predictor. */
export function accuracyFigure(simulations: readonly SimulationEvaluation[]): Figure {
  const chosen = evenlyChosen(worstFirst(simulations), MOST_ROWS);
  const names = predictorNames(chosen);
  const points = chosen.flatMap((simulation, row) =>
    simulation.predictions.map((score) => ({ row: row + 1, name: score.name, error: errorOf(meanAccuracy(score)) })),
  );
  const rows = chosen.map((_, row) => row + 1);
  const chart = drawChart({
    width: FIGURE_WIDTH,
    height: 64 + 24 * chosen.length,
    x: {
      ...accuracyAxis(
        points.map((point) => point.error),
        12,
      ),
      label: 'accuracy, mean over time (%)',
    },
    y: {
      domain: [0.5, chosen.length + 0.5],
      reversed: true,
      ticks: rows,
      tickText: (row) => chosen[row - 1]!.id,
    },
    marks: [
      Plot.ruleY(rows, { stroke: RULE }),
      // The most important predictors are drawn last, on top.
      ...[...names].reverse().map((name) => {
        const { color } = lookOf(name);
        const own = points.filter((point) => point.name === name);
        return Plot.dot(own, { x: 'error', y: 'row', ...dotStyle(name, color) });
      }),
    ],
  });
  const title = 'Accuracy of each held-out simulation';
  return {
    name: 'accuracy',
    title,
    caption:
      `One row per held-out simulation${chosen.length < simulations.length ? ` (${chosen.length} of ${simulations.length})` : ''}, ` +
      'from the worst to the best; the axis is logarithmic in what is missing to 100 %. Filled: networks; open: references. A surrogate is worth its training only where its ' +
      'dot lies to the right of the training mean and of the nearest neighbor.',
    svg: svgDocument(stacked([legend(names, dotSample), chart]), title),
  };
}

/** Accuracy over time in small multiples: at most six simulations, from the worst to the best. */
export function accuracyOverTimeFigure(simulations: readonly SimulationEvaluation[]): Figure {
  const chosen = evenlyChosen(worstFirst(simulations), MOST_PANELS);
  const names = predictorNames(chosen);
  const columns = Math.min(3, chosen.length);
  const width = Math.min(460, Math.floor((FIGURE_WIDTH - (columns - 1) * 14) / columns));
  const errors = chosen.flatMap(({ predictions }) => predictions.flatMap((score) => score.accuracy.map(errorOf)));
  const last = Math.max(...chosen.flatMap((simulation) => simulation.times)) / GYR;
  const panels = chosen.map((simulation, index) =>
    drawChart({
      width,
      height: 220,
      title: simulation.id,
      x: { domain: [0, last], label: index >= chosen.length - columns ? 'time (Gyr)' : undefined },
      y: {
        ...accuracyAxis(errors, 5),
        label: index % columns === 0 ? 'accuracy (%)' : undefined,
      },
      marks: [...names].reverse().flatMap((name) => {
        const score = simulation.predictions.find((prediction) => prediction.name === name);
        const times = simulation.times.map((time) => time / GYR);
        return score ? [line(times, score.accuracy.map(errorOf), lookOf(name))] : [];
      }),
    }),
  );
  const title = 'Accuracy over time';
  return {
    name: 'accuracy-over-time',
    title,
    caption:
      'Accuracy of each snapshot, seeded snapshots left out; dashed lines are references. A curve that falls with time ' +
      'shows errors that add up, as they may in the roll-out of the LSTM.',
    svg: svgDocument(stacked([legend(names), panelGrid(panels, columns, 14)]), title),
  };
}

function predictorNames(simulations: readonly SimulationEvaluation[]): string[] {
  const names = simulations.flatMap((simulation) => simulation.predictions.map((prediction) => prediction.name));
  return inOrder([...new Set(names)]);
}

/** Networks are filled dots, references are open ones. */
function dotStyle(name: string, color: string): { r: number; stroke: string; strokeWidth: number; fill: string } {
  return NETWORKS.includes(name)
    ? { r: 5.5, stroke: 'white', strokeWidth: 1, fill: color }
    : { r: 4.5, stroke: color, strokeWidth: 1.8, fill: 'white' };
}

function dotSample(name: string, x: number): string {
  const { r, stroke, strokeWidth, fill } = dotStyle(name, lookOf(name).color);
  return `<circle${attributes({ cx: x + 13, cy: 10, r, stroke, 'stroke-width': strokeWidth, fill })}/>`;
}
