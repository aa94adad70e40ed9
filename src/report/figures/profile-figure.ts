// Horizontally averaged temperature against depth at several moments: the simulation and each prediction.
import type { SampleEvolution } from '../../evaluation/sample-evolution.js';
import { drawChart, intervalAround, line } from '../chart.js';
import { FIGURE_WIDTH, type Figure, legend, panelGrid, stacked, svgDocument } from '../figure.js';
import { gigayears } from '../number-text.js';
import { inOrder, lookOf } from '../palette.js';

/** The figure of a sample. Depth counts from the surface face of the grid, in km. */
export function profileFigure(sample: SampleEvolution, index: number): Figure {
  const { r, moments } = sample;
  const surface = r[r.length - 1]! + (r[r.length - 1]! - r[r.length - 2]!) / 2;
  const depths = Array.from(r, (radius) => (surface - radius) / 1e3);
  const names = inOrder((moments[0]?.states ?? []).map((state) => state.name));
  const everything = moments.flatMap(({ states }) => states.flatMap((state) => Array.from(state.profile)));
  const columns = moments.length;
  const width = Math.floor((FIGURE_WIDTH - (columns - 1) * 12) / columns);
  const bottom = depths[0]! + (depths[0]! - depths[1]!) / 2;
  const panels = moments.map(({ time, states }, column) =>
    drawChart({
      width,
      height: 300,
      title: gigayears(time),
      x: { domain: intervalAround(everything), label: 'temperature (K)' },
      y: { domain: [0, bottom], label: column === 0 ? 'depth (km)' : undefined, downward: true },
      marks: names.map((name) => line(states.find((state) => state.name === name)!.profile, depths, lookOf(name))),
    }),
  );
  const title = `Temperature profiles of simulation ${sample.id}`;
  return {
    name: `profiles-${index + 1}`,
    title,
    caption:
      'Temperature averaged over the azimuth, against depth. The steep upper part is the stagnant lid; the lower kink is ' +
      'the thermal boundary layer above the core.',
    svg: svgDocument(stacked([legend(names), panelGrid(panels, columns, 12)]), title),
  };
}
