// Singular values of held-out simulations and of their predictions, after the paper's figure of POD coefficients.
import type { SimulationEvaluation } from '../../evaluation/evaluation-result.js';
import { drawChart, line, logarithmicInterval } from '../chart.js';
import { FIGURE_WIDTH, type Figure, legend, panelGrid, stacked, svgDocument } from '../figure.js';
import type { Kind, Looks } from '../looks.js';
import { evenlyChosen, worstFirst } from './choose-simulations.js';

const MAX_PANELS = 6;
const shownKinds: readonly Kind[] = ['compressor', 'predictor'];
/** Singular values below this part of the first are rounding errors of float32 fields. */
const ROUNDING = 1e-6;

/** The figure of at most six simulations, from the worst to the best. */
export function podFigure(simulations: readonly SimulationEvaluation[], looks: Looks): Figure {
  const chosen = evenlyChosen(worstFirst(simulations, looks), MAX_PANELS);
  const spectra = chosen.map((simulation) => {
    const entries = simulation.predictions
      .filter((prediction) => shownKinds.includes(looks.kindOf(prediction.name)))
      .map((prediction) => [prediction.name, prediction.pod.spectrum.full] as const);
    return new Map<string, readonly number[]>([['truth', simulation.truthSpectrum.full], ...entries]);
  });
  const names = looks.inOrder([...new Set(spectra.flatMap((spectrum) => [...spectrum.keys()]))]);
  const visible = spectra.flatMap((spectrum) => [...spectrum.values()].flatMap((values) => aboveRounding(values)));
  const columns = Math.min(3, chosen.length);
  const width = Math.min(460, Math.floor((FIGURE_WIDTH - (columns - 1) * 14) / columns));
  const longest = Math.max(...chosen.map((simulation) => simulation.truthSpectrum.full.length));
  const panels = chosen.map((simulation, index) =>
    drawChart({
      width,
      height: 240,
      title: simulation.id,
      x: { domain: [1, Math.max(2, longest)], label: index >= chosen.length - columns ? 'mode' : undefined },
      y: {
        domain: logarithmicInterval(visible, 2),
        scale: 'log',
        label: index % columns === 0 ? 'singular value (K)' : undefined,
      },
      marks: names.flatMap((name) => {
        const values = aboveRounding(spectra[index]!.get(name) ?? []);
        return values.length === 0
          ? []
          : [
              line(
                values.map((_, mode) => mode + 1),
                values,
                looks.of(name),
              ),
            ];
      }),
    }),
  );
  const title = 'Proper orthogonal decomposition';
  return {
    name: 'pod',
    title,
    caption:
      `Singular values of T − 250 K per held-out simulation${chosen.length < simulations.length ? ` (${chosen.length} of ${simulations.length}, from the worst to the best)` : ''}. ` +
      'Mode 1 is nearly the mean field; a curve that falls below the black one lacks small and fast structures. The ratio ' +
      'of the sums of two curves is the paper’s POD percentage.',
    svg: svgDocument(stacked([legend(names.map(looks.of)), panelGrid(panels, columns, 14)]), title),
  };
}

function aboveRounding(values: readonly number[]): number[] {
  const floor = (values[0] ?? 0) * ROUNDING;
  return values.filter((value) => value > floor);
}
