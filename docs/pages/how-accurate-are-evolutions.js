// What Courant number and tolerance change in a thermal evolution, and the order of the core's cooling in time.
import { fixed, grouped, scientific } from './numbers.js';
import { readResult, table } from './page.js';
import { linePlot } from './plots.js';

const settings = 'validation/results/evolution-settings.json';
const cooling = 'validation/results/core-cooling.json';
const { runs, reference } = readResult(settings);
const { runs: coolingRuns } = readResult(cooling);

const rows = runs.map((run, index) => {
  const group = groupOf(run);
  return [
    group === groupOf(runs[index - 1] ?? {}) ? '' : group,
    run.settings,
    fixed(run.cpuSeconds, 1),
    grouped(run.steps),
    run.rmsTemperatureKelvin?.map((kelvin) => fixed(kelvin, 1)).join(', '),
    run.surfaceFluxPercent === undefined ? '' : `${fixed(run.surfaceFluxPercent, 2)} %`,
    run.lastProfileKelvin === undefined ? '' : `${fixed(run.lastProfileKelvin, 1)} K`,
  ];
});

function groupOf({ referenceViscosity, cells, gigayears }) {
  if (cells === undefined) return '';
  return `${scientific(referenceViscosity, 1)} Pa s, ${cells.join(' × ')}, ${gigayears} Gyr`;
}

const groups = [...new Set(runs.map(groupOf))];
const others = runs.filter(({ surfaceFluxPercent }) => surfaceFluxPercent !== undefined);
const defaults = others.filter(({ settings: name }) => name === 'default');
const worst = (key) => Math.max(...defaults.map((run) => run[key]));

export const howAccurateAreEvolutions = {
  path: 'validation/how-accurate-are-evolutions.md',
  question: 'How accurate are evolutions?',
  answer:
    `With the default settings, surface heat fluxes deviate by at most ${worst('surfaceFluxPercent')} % from a run with the tight settings, and the last temperature profile by at most ${worst('lastProfileKelvin')} K. ` +
    'Tighter Stokes tolerances change less than the length of steps does. Vigorous evolutions are chaotic, so single plumes drift apart whatever the settings, and heat fluxes and profiles are what can be compared.',
  plot: {
    alt: 'Deviation of the surface heat flux over processor time, by reference viscosity and grid',
    panel: linePlot(
      groups.map((group) => {
        const own = others.filter((run) => groupOf(run) === group).sort((a, b) => a.cpuSeconds - b.cpuSeconds);
        return { name: group, x: own.map(({ cpuSeconds }) => cpuSeconds), y: own.map((run) => run.surfaceFluxPercent) };
      }),
      {
        x: { domain: [0.6, 30], scale: 'log', label: 'processor time (s)', ticks: [1, 3, 10, 30], tickText: String },
        y: { domain: [0, 0.2], label: 'surface heat flux, mean deviation (%)' },
      },
    ),
  },
  sections: [
    {
      heading: 'Settings of the solver',
      text: `Boussinesq, E = 3 · 10⁵ J/mol, V = 6 · 10⁻⁶ m³/mol, Λ = 10, T_ini = 1700 K. Deviations are from ${reference}: the temperature, root-mean-square, after 9, 25 and 100 % of the time; the surface heat flux, mean; the last profile, mean.`,
      table: table(
        ['viscosity, cells, time', 'settings', 'CPU s', 'steps', 'rms T (K)', 'surface flux', 'last profile'],
        rows,
      ),
    },
    {
      heading: 'Cooling of the core',
      text: 'A mantle too viscous to move, so that nothing but the longest step limits the step: the temperature of the core after 4.5 Gyr, and its change when the step is halved. At second order in time a change is a quarter of the one before it.',
      table: table(
        ['longest step (Myr)', 'steps', 'core (K)', 'change (K)', 'mantle (K)'],
        coolingRuns.map(({ longestStepMegayears, steps, coreKelvin, mantleKelvin }, index) => [
          longestStepMegayears,
          grouped(steps),
          fixed(coreKelvin, 3),
          index === 0 ? '' : fixed(coreKelvin - coolingRuns[index - 1].coreKelvin, 3),
          fixed(mantleKelvin, 3),
        ]),
      ),
    },
  ],
  commands: [
    'node validation/convection-evolution.js --json',
    'node validation/convection-evolution.js 1e21 64x84 1 --json',
    'node validation/core-cooling.js --json',
  ],
  results: [settings, cooling],
};
