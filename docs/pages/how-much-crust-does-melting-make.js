// Crust produced in 4.5 Gyr with `melting`, by parameters.
import { scientific } from './numbers.js';
import { readResult, table } from './page.js';
import { linePlot } from './plots.js';

const path = 'validation/results/melting.json';
const { runs } = readResult(path);
const total = (run) => run.cells32 ?? run.cells24 ?? run.cells12;
const totals = runs.map(total);
const early = ['after0_5Gyr', 'after1Gyr', 'after1_5Gyr', 'after2Gyr'];

export const howMuchCrustDoesMeltingMake = {
  path: 'validation/how-much-crust-does-melting-make.md',
  question: 'How much crust does melting make?',
  answer:
    `Between ${Math.min(...totals)} and ${Math.max(...totals)} km in 4.5 Gyr on the finest grids below, most of it within the first 2 Gyr, and least where the crust holds most of the heat sources. ` +
    'Mars has a mean crust of 30 to 72 km after InSight (Wieczorek et al. 2022, quoted from memory); the crust produced comes on top of the crust at the start. ' +
    'Nothing was compared with the simulations behind Agarwal et al. (2021), whose crust is not published.',
  plot: {
    alt: 'Crust produced over time, by parameters',
    panel: linePlot(
      runs.map((run) => ({
        name: nameOf(run),
        x: [0.5, 1, 1.5, 2, 4.5],
        y: [...early.map((key) => run[key]), total(run)],
      })),
      {
        x: { domain: [0, 4.7], label: 'time (Gyr)', ticks: [0, 1, 2, 3, 4] },
        y: { domain: [0, Math.max(...totals) * 1.08], label: 'crust produced (km)' },
      },
    ),
  },
  sections: [
    {
      heading: 'Crust produced',
      text: 'Kilometers, on n × 1.3 n cells; E = 3 · 10⁵ J/mol, V = 6 · 10⁻⁶ m³/mol, default physics with `melting: true`. Times: on the finest grid of the row.',
      table: table(
        [
          'η_ref (Pa s)',
          'Λ',
          'T_ini (K)',
          'crust at the start (km)',
          'n = 12',
          '24',
          '32',
          '0.5 Gyr',
          '1 Gyr',
          '1.5 Gyr',
          '2 Gyr',
        ],
        runs.map((run) => [
          scientific(run.referenceViscosity, 1),
          run.enrichment,
          run.initialTemperature,
          run.crustThickness / 1000,
          run.cells12,
          run.cells24,
          run.cells32,
          ...early.map((key) => run[key]),
        ]),
      ),
    },
  ],
  commands: ['npx tharsis run FILE   # simulate.evolution.melting: true; the series `produced_crust` of the archive'],
  results: [path],
};

function nameOf({ referenceViscosity, enrichment, initialTemperature, crustThickness }) {
  return `${scientific(referenceViscosity, 1)} Pa s, Λ ${enrichment}, ${initialTemperature} K${crustThickness === 64000 ? '' : `, ${crustThickness / 1000} km`}`;
}
