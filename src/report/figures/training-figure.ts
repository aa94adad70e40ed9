// Training and validation losses of each network over epochs, with the epoch whose weights were kept.
import * as Plot from '@observablehq/plot';
import { drawChart, line, logarithmicInterval } from '../chart.js';
import { FIGURE_WIDTH, type Figure, panelGrid, svgDocument } from '../figure.js';
import type { Look, Looks } from '../looks.js';
import type { Panel } from '../markup.js';
import { significant } from '../number-text.js';
import type { TrainingHistory } from '../report-data.js';

/** The figure of all histories. */
export function trainingFigure(histories: readonly TrainingHistory[], looks: Looks): Figure {
  const columns = Math.max(1, Math.min(3, histories.length));
  const width = Math.min(460, Math.floor((FIGURE_WIDTH - (columns - 1) * 14) / columns));
  const title = 'Learning curves';
  return {
    name: 'training',
    title,
    caption:
      'Loss per epoch on a logarithmic axis: thin and pale on the training simulations, thick on the validation ' +
      'simulations. The dot marks the epoch whose weights were kept, and its validation loss stands above; where no ' +
      'epoch improved on the initial weights, these were kept.',
    svg: svgDocument(
      panelGrid(
        histories.map((history) => historyPanel(history, looks.of(history.name), width)),
        columns,
        14,
      ),
      title,
    ),
  };
}

function historyPanel(history: TrainingHistory, look: Look, width: number): Panel {
  const { epochs, trainingLoss, validationLoss, bestEpoch } = history;
  const best = epochs.indexOf(bestEpoch);
  const bestLoss = validationLoss[best];
  const last = epochs[epochs.length - 1]!;
  const first = epochs[0]!;
  const marks = [
    line(epochs, trainingLoss, { color: `${look.color}88`, width: 1 }),
    line(epochs, validationLoss, { color: look.color, width: 2 }),
  ];
  if (bestLoss !== undefined) {
    marks.push(Plot.dot([[bestEpoch, bestLoss]], { fill: look.color, stroke: 'white', strokeWidth: 1.5, r: 5.5 }));
  }
  return drawChart({
    width,
    height: 270,
    title: look.label,
    note: bestLoss === undefined ? 'initial weights kept' : `epoch ${bestEpoch}: ${significant(bestLoss, 2)}`,
    x: { domain: [first, Math.max(last, first + 1)], label: 'epoch' },
    y: {
      domain: logarithmicInterval([...trainingLoss, ...validationLoss], 1.6),
      scale: 'log',
      label: history.lossLabel ?? 'mean squared error',
    },
    marks,
  });
}
