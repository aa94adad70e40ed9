// Training and validation losses of each network over epochs, with the epoch whose weights were kept.
import * as Plot from '@observablehq/plot';
import { decadesAround, drawChart, line } from '../chart.js';
import { FIGURE_WIDTH, type Figure, panelGrid, svgDocument } from '../figure.js';
import type { Panel } from '../markup.js';
import { significant } from '../number-text.js';
import { INK, lookOf } from '../palette.js';
import type { TrainingHistory } from '../report-data.js';

/** The figure of all histories. */
export function trainingFigure(histories: readonly TrainingHistory[]): Figure {
  const columns = Math.max(1, Math.min(3, histories.length));
  const width = Math.min(460, Math.floor((FIGURE_WIDTH - (columns - 1) * 14) / columns));
  const title = 'Training';
  return {
    name: 'training',
    title,
    caption:
      'Loss per epoch on a logarithmic axis: thin and pale on the training simulations, thick on the validation ' +
      'simulations. The dot marks the epoch whose weights were kept.',
    svg: svgDocument(
      panelGrid(
        histories.map((history) => historyPanel(history, width)),
        columns,
        14,
      ),
      title,
    ),
  };
}

function historyPanel(history: TrainingHistory, width: number): Panel {
  const { epochs, trainingLoss, validationLoss, bestEpoch } = history;
  const look = lookOf(history.name);
  const best = epochs.indexOf(bestEpoch);
  const bestLoss = validationLoss[best];
  const last = epochs[epochs.length - 1]!;
  const first = epochs[0]!;
  const domain = decadesAround([...trainingLoss, ...validationLoss]);
  const marks = [
    line(epochs, trainingLoss, { color: `${look.color}88`, width: 1 }),
    line(epochs, validationLoss, { color: look.color, width: 2 }),
  ];
  if (bestLoss !== undefined) {
    const onTheRight = bestEpoch - first > (last - first) / 2;
    marks.push(
      Plot.dot([[bestEpoch, bestLoss]], { fill: look.color, stroke: 'white', strokeWidth: 1.5, r: 5 }),
      Plot.text([[bestEpoch, bestLoss]], {
        text: () => `best: epoch ${bestEpoch}, ${significant(bestLoss, 2)}`,
        textAnchor: onTheRight ? 'end' : 'start',
        dx: onTheRight ? -2 : 2,
        dy: 18,
        fill: INK,
      }),
    );
  }
  // Room below the curves for the label of the best epoch.
  const lowest = Math.min(...[...trainingLoss, ...validationLoss].filter((value) => value > 0));
  const floor = Math.log10(lowest) - Math.log10(domain[0]) < 0.3 ? domain[0] / 10 ** 0.4 : domain[0];
  return drawChart({
    width,
    height: 270,
    title: look.label,
    x: { domain: [first, Math.max(last, first + 1)], label: 'epoch' },
    y: { domain: [floor, domain[1]], scale: 'log', label: history.lossLabel ?? 'mean squared error' },
    marks,
  });
}
