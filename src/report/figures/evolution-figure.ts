// Mean temperature and, where they are known, heat fluxes over time: the simulation and each prediction.
import type { SampleCurve, SampleEvolution } from '../../evaluation/sample-evolution.js';
import { drawChart, intervalAround, line } from '../chart.js';
import { FIGURE_WIDTH, type Figure, legend, panelGrid, stacked, svgDocument } from '../figure.js';
import type { Looks } from '../looks.js';
import { GYR } from '../number-text.js';

interface Quantity {
  readonly title: string;
  readonly label: string;
  /** Nothing where it is not known. */
  readonly values: (curve: SampleCurve) => ArrayLike<number>;
}

const quantities: readonly Quantity[] = [
  { title: 'Mean temperature', label: 'temperature (K)', values: (curve) => curve.meanTemperature },
  {
    title: 'Surface heat flux',
    label: 'heat flux (mW/m²)',
    values: (curve) => curve.heatFluxes?.surface.map(milli) ?? [],
  },
  { title: 'Core heat flux', label: 'heat flux (mW/m²)', values: (curve) => curve.heatFluxes?.core.map(milli) ?? [] },
];

/** The figure of a sample. The first snapshot, which is given, is drawn too. */
export function evolutionFigure(sample: SampleEvolution, index: number, looks: Looks): Figure {
  const times = Array.from(sample.times, (time) => time / GYR);
  const names = looks.inOrder(sample.curves.map((curve) => curve.name));
  const width = Math.floor((FIGURE_WIDTH - 2 * 14) / 3);
  const known = quantities.filter(({ values }) => sample.curves.some((curve) => values(curve).length > 0));
  const panels = known.map(({ title, label, values }) =>
    drawChart({
      width,
      height: 270,
      title,
      x: { domain: [times[0]!, times[times.length - 1]!], label: 'time (Gyr)' },
      y: { domain: intervalAround(sample.curves.flatMap((curve) => Array.from(values(curve)))), label },
      marks: names.map((name) =>
        line(times, values(sample.curves.find((curve) => curve.name === name)!), looks.of(name)),
      ),
    }),
  );
  const title = `Thermal evolution of ${sample.id}`;
  return {
    name: `evolution-${index + 1}`,
    title,
    caption: captionOf(sample),
    svg: svgDocument(stacked([legend(names.map(looks.of)), panelGrid(panels, 3, 14)]), title),
  };
}

function captionOf({ conduction }: SampleEvolution): string {
  if (conduction === null) return 'Area-weighted mean temperature.';
  const { law, surfaceTemperature } = conduction;
  return (
    'Area-weighted mean temperature, and heat fluxes estimated from the averaged profiles: ' +
    `conductivity ${law}, ${surfaceTemperature} K at the surface. Truth and predictions go through the same estimate.`
  );
}

function milli(value: number): number {
  return value * 1e3;
}
