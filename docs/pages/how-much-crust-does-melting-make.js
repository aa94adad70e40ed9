// Crust produced in 4.5 Gyr with `melting`, by parameters.
import { fixed, scientific } from './numbers.js';
import { readResult, table } from './page.js';
import { linePlot } from './plots.js';

const path = 'validation/results/melting.json';
const { runs } = readResult(path);
const finest = ({ grids }) => grids.at(-1);
const total = (run) => finest(run).kilometers.at(-1);
const totals = runs.map(total);
const columns = runs[0].grids.map(({ cells }) => cells.join(' × '));
const early = [2, 3, 4, 5];

export const howMuchCrustDoesMeltingMake = {
  path: 'validation/how-much-crust-does-melting-make.md',
  question: 'How much crust does melting make?',
  answer:
    `Between ${fixed(Math.min(...totals), 0)} and ${fixed(Math.max(...totals), 0)} km in 4.5 Gyr on ${columns.at(-1)} cells, most of it within the first 2 Gyr, and least where the crust holds most of the heat sources. ` +
    'Mars has a mean crust of 30 to 72 km after InSight (Wieczorek et al. 2022); the crust produced comes on top of the crust at the start. ' +
    'Nothing was compared with the simulations behind Agarwal et al. (2021), whose crust is not published.',
  plot: {
    alt: 'Crust produced over time, by parameters',
    panel: linePlot(
      runs.map((run) => ({ name: nameOf(run), x: finest(run).gigayears, y: finest(run).kilometers })),
      {
        x: { domain: [0, 4.7], label: 'time (Gyr)', ticks: [0, 1, 2, 3, 4] },
        y: { domain: [0, Math.max(...totals) * 1.08], label: 'crust produced (km)' },
      },
    ),
  },
  sections: [
    {
      heading: 'Crust produced',
      text: `Kilometers, by grid after 4.5 Gyr, and over time on ${columns.at(-1)} cells; E = 3 · 10⁵ J/mol, V = 6 · 10⁻⁶ m³/mol, default physics with \`melting: true\`.`,
      table: table(
        [
          'η_ref (Pa s)',
          'Λ',
          'T_ini (K)',
          'crust at the start (km)',
          ...columns,
          ...early.map((output) => `${finest(runs[0]).gigayears[output].toFixed(1)} Gyr`),
        ],
        runs.map((run) => [
          scientific(run.referenceViscosity, 1),
          run.enrichment,
          run.initialTemperature,
          run.crustThickness / 1000,
          ...run.grids.map(({ kilometers }) => fixed(kilometers.at(-1), 0)),
          ...early.map((output) => fixed(finest(run).kilometers[output], 0)),
        ]),
      ),
    },
  ],
  commands: ['node validation/melting.js --json'],
  results: [path],
};

function nameOf({ referenceViscosity, enrichment, initialTemperature, crustThickness }) {
  return `${scientific(referenceViscosity, 1)} Pa s, Λ ${enrichment}, ${initialTemperature} K${crustThickness === 64000 ? '' : `, ${crustThickness / 1000} km`}`;
}
