// A simulation over time: temperatures, heat fluxes, velocity and Nusselt number.

import { fileNameOf } from '../../foundation/names.js';
import { secondsPerYear } from '../../foundation/time-units.js';
import { drawChart, intervalAround, line, logarithmicInterval } from '../chart.js';
import { FIGURE_WIDTH, type Figure, panelGrid, svgDocument } from '../figure.js';
import { truthLook } from '../looks.js';
import type { Panel } from '../markup.js';
import { GYR } from '../number-text.js';
import type { EvolutionSeries, SimulatedEvolution } from '../simulated-evolution.js';

interface Quantity {
  readonly title: string;
  readonly label: string;
  readonly values: (series: EvolutionSeries) => Float64Array | undefined;
  /** From SI to the unit of the label. */
  readonly factor?: number;
  readonly scale?: 'log';
}

const quantities: readonly Quantity[] = [
  { title: 'Mean temperature', label: 'T_mean (K)', values: (series) => series.meanTemperature },
  { title: 'Core temperature', label: 'T_core (K)', values: (series) => series.coreTemperature },
  {
    title: 'Root-mean-square velocity',
    label: 'v_rms (cm/yr)',
    values: (series) => series.rootMeanSquareVelocity,
    factor: 100 * secondsPerYear,
    scale: 'log',
  },
  { title: 'Surface heat flux', label: 'heat flux (mW/m²)', values: (series) => series.surfaceHeatFlux, factor: 1e3 },
  { title: 'Core heat flux', label: 'heat flux (mW/m²)', values: (series) => series.coreHeatFlux, factor: 1e3 },
  { title: 'Nusselt number', label: 'Nu', values: (series) => series.nusselt },
];

const GAP = 14;
const COLUMNS = 3;

/** The figure: a panel for each quantity that the archive has; undefined where it has none of them. */
export function seriesFigure({ id, series }: SimulatedEvolution): Figure | undefined {
  const times = Array.from(series.times, (time) => time / GYR);
  const width = Math.floor((FIGURE_WIDTH - (COLUMNS - 1) * GAP) / COLUMNS);
  const panels = quantities.flatMap(({ title, label, values, factor = 1, scale }): Panel[] => {
    const drawn = values(series)?.map((value) => value * factor);
    if (drawn === undefined) return [];
    const domain = scale === 'log' ? logarithmicInterval(drawn) : intervalAround(drawn);
    const x = { domain: [times[0]!, times.at(-1)!] as const, label: 'time (Gyr)' };
    return [
      drawChart({
        width,
        height: 230,
        title,
        x,
        y: { domain, label, scale },
        marks: [line(times, drawn, { color: truthLook.color, width: 1.8 })],
      }),
    ];
  });
  if (panels.length === 0) return undefined;
  const title = `Thermal evolution of ${id}`;
  return {
    name: `series-${fileNameOf(id)}`,
    title,
    caption:
      'Area-weighted mean temperature of the mantle, temperature of the core, root-mean-square velocity, and heat fluxes as ' +
      'the solver took them from its boundary cells. The Nusselt number is the surface heat flux over that of conduction alone ' +
      'between the core at its temperature of the moment and the surface.',
    svg: svgDocument(panelGrid(panels, COLUMNS, GAP), title),
  };
}
