// Horizontally averaged temperature against depth at several moments: the simulation and each prediction.
import * as Plot from '@observablehq/plot';
import type { SampleEvolution } from '../../evaluation/sample-evolution.js';
import { drawChart, intervalAround, line } from '../chart.js';
import { FIGURE_WIDTH, type Figure, legend, panelGrid, stacked, svgDocument } from '../figure.js';
import type { Looks } from '../looks.js';
import type { Panel } from '../markup.js';
import { gigayears } from '../number-text.js';
import { QUIET } from '../palette.js';

const GAP = 12;
const LEFT = 58;

/** The figure of a sample. Depth is measured from the surface face of the grid, in km. */
export function profileFigure(sample: SampleEvolution, index: number, looks: Looks): Figure {
  const { r, moments } = sample;
  const surface = r[r.length - 1]! + (r[r.length - 1]! - r[r.length - 2]!) / 2;
  const depths = Array.from(r, (radius) => (surface - radius) / 1e3);
  const names = looks.inOrder((moments[0]?.states ?? []).map((state) => state.name));
  const predictors = names.filter((name) => name !== 'truth');
  const profiles = moments.map(
    ({ states }) => new Map(states.map((state) => [state.name as string, Array.from(state.profile)])),
  );
  const errors = profiles.map(
    (byName) => new Map(predictors.map((name) => [name, difference(byName.get(name)!, byName.get('truth')!)])),
  );
  const columns = moments.length;
  const width = Math.floor((FIGURE_WIDTH - (columns - 1) * GAP) / columns);
  const bottom = depths[0]! + (depths[0]! - depths[1]!) / 2;
  const panelRow = (curves: readonly Map<string, number[]>[], label: string, titles: readonly string[]): Panel => {
    const domain = intervalAround(curves.flatMap((byName) => [...byName.values()].flat()));
    const panels = curves.map((byName, column) =>
      drawChart({
        width,
        height: titles.length > 0 ? 290 : 264,
        left: LEFT,
        title: titles[column],
        x: { domain, label },
        y: { domain: [0, bottom], label: column === 0 ? 'depth (km)' : undefined, reversed: true },
        marks: [
          ...(titles.length > 0 ? [] : [Plot.ruleX([0], { stroke: QUIET })]),
          ...[...byName].map(([name, values]) => line(values, depths, looks.of(name))),
        ],
      }),
    );
    return panelGrid(panels, columns, GAP);
  };
  const rows = [
    legend(names.map(looks.of)),
    panelRow(
      profiles,
      'temperature (K)',
      moments.map(({ time }) => gigayears(time)),
    ),
  ];
  if (predictors.length > 0) rows.push(panelRow(errors, 'prediction − simulation (K)', []));
  const title = `Temperature profiles of ${sample.id}`;
  return {
    name: `profiles-${index + 1}`,
    title,
    caption:
      'Temperature averaged over the azimuth, against depth; below, the difference of the predictions from it. The steep ' +
      'upper part is the stagnant lid; the lower kink is the thermal boundary layer above the core.',
    svg: svgDocument(stacked(rows), title),
  };
}

function difference(values: readonly number[], truth: readonly number[]): number[] {
  return values.map((value, i) => value - truth[i]!);
}
