// Accuracy of each prediction of each held-out simulation, and over time, baselines included.
import * as Plot from '@observablehq/plot';
import type { SimulationEvaluation } from '../../evaluation/evaluation-result.js';
import { drawChart, line } from '../chart.js';
import { FIGURE_WIDTH, type Figure, legend, panelGrid, stacked, svgDocument } from '../figure.js';
import type { Kind, Look, Looks } from '../looks.js';
import { attributes } from '../markup.js';
import { GYR } from '../number-text.js';
import { RULE } from '../palette.js';
import { accuracyAxis, errorOf } from './accuracy-axis.js';
import { evenlyChosen, meanAccuracy, worstFirst } from './choose-simulations.js';

const MAX_ROWS = 24;
const MAX_PANELS = 6;
/** Drawn as filled dots; others are open. */
const filledKinds: readonly Kind[] = ['compressor', 'predictor'];

/** One row per simulation (up to 24, from the worst to the best), one dot per prediction. */
export function accuracyFigure(simulations: readonly SimulationEvaluation[], looks: Looks): Figure {
  const chosen = evenlyChosen(worstFirst(simulations, looks), MAX_ROWS);
  const names = predictionNames(chosen, looks);
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
        const own = points.filter((point) => point.name === name);
        return Plot.dot(own, { x: 'error', y: 'row', ...dotStyle(dotLook(name, looks)) });
      }),
    ],
  });
  const title = 'Accuracy of each held-out simulation';
  return {
    name: 'accuracy',
    title,
    caption:
      `One row per held-out simulation${chosen.length < simulations.length ? ` (${chosen.length} of ${simulations.length})` : ''}, ` +
      'from the worst to the best; the axis is logarithmic in what is missing to 100 %. Filled: parts of the model; open: baselines. A surrogate is worth its ' +
      'training only where its dot lies to the right of the training mean and of the nearest neighbor.',
    svg: svgDocument(
      stacked([
        legend(
          names.map((name) => dotLook(name, looks)),
          dotSample,
        ),
        chart,
      ]),
      title,
    ),
  };
}

/** Accuracy over time in small multiples: up to six simulations, from the worst to the best. */
export function accuracyOverTimeFigure(simulations: readonly SimulationEvaluation[], looks: Looks): Figure {
  const chosen = evenlyChosen(worstFirst(simulations, looks), MAX_PANELS);
  const names = predictionNames(chosen, looks);
  const columns = Math.min(3, chosen.length);
  const width = Math.min(460, Math.floor((FIGURE_WIDTH - (columns - 1) * 14) / columns));
  const errors = chosen.flatMap(({ predictions }) => predictions.flatMap((score) => score.accuracy.map(errorOf)));
  const all = chosen.flatMap((simulation) => simulation.times);
  const domain = [Math.min(0, ...all) / GYR, Math.max(...all) / GYR] as const;
  const panels = chosen.map((simulation, index) =>
    drawChart({
      width,
      height: 220,
      title: simulation.id,
      x: { domain, label: index >= chosen.length - columns ? 'time (Gyr)' : undefined },
      y: {
        ...accuracyAxis(errors, 5),
        label: index % columns === 0 ? 'accuracy (%)' : undefined,
      },
      marks: [...names].reverse().flatMap((name) => {
        const score = simulation.predictions.find((prediction) => prediction.name === name);
        const times = simulation.times.map((time) => time / GYR);
        return score ? [line(times, score.accuracy.map(errorOf), looks.of(name))] : [];
      }),
    }),
  );
  const title = 'Accuracy over time';
  return {
    name: 'accuracy-over-time',
    title,
    caption:
      'Accuracy of each snapshot, without those given to the predictors; dashed lines are baselines. A curve ' +
      'that falls with time shows errors that add up, as they may when a predictor steps forward in time.',
    svg: svgDocument(stacked([legend(names.map(looks.of)), panelGrid(panels, columns, 14)]), title),
  };
}

function predictionNames(simulations: readonly SimulationEvaluation[], looks: Looks): string[] {
  const names = simulations.flatMap((simulation) => simulation.predictions.map((prediction) => prediction.name));
  return looks.inOrder([...new Set(names)]);
}

interface DotLook extends Look {
  readonly filled: boolean;
}

function dotLook(name: string, looks: Looks): DotLook {
  return { ...looks.of(name), filled: filledKinds.includes(looks.kindOf(name)) };
}

function dotStyle({ filled, color }: DotLook): { r: number; stroke: string; strokeWidth: number; fill: string } {
  return filled
    ? { r: 5.5, stroke: 'white', strokeWidth: 1, fill: color }
    : { r: 4.5, stroke: color, strokeWidth: 1.8, fill: 'white' };
}

function dotSample(look: DotLook, x: number): string {
  const { r, stroke, strokeWidth, fill } = dotStyle(look);
  return `<circle${attributes({ cx: x + 13, cy: 10, r, stroke, 'stroke-width': strokeWidth, fill })}/>`;
}
