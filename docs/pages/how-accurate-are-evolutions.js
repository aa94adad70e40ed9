// What Courant number and tolerance change in a thermal evolution, the order of the core's cooling in time, and the heat
// of a crust whose base cuts cells.
import { fixed, grouped, scientific } from './numbers.js';
import { readResult, table } from './page.js';
import { linePlot } from './plots.js';

const settings = 'validation/results/evolution-settings.json';
const cooling = 'validation/results/core-cooling.json';
const { runs, reference } = readResult(settings);
const crust = 'validation/results/crust-conduction.json';
const { runs: coolingRuns, exact } = readResult(cooling);
const { runs: crustRuns } = readResult(crust);

const gridResults = 'validation/results/grids.json';
const { runs: gridRuns, reference: finestGrid } = readResult(gridResults);
const gridColumns = ['boussinesq', 'default'].flatMap((physics) =>
  [1e22, 1e21, 1e20].map((viscosity) => ({ physics, viscosity })),
);
const gridName = ({ radial, azimuthal, stretching }) => `${radial} × ${azimuthal}, ${stretching}`;
const gridRows = [...new Set(gridRuns.map(gridName))].map((name) => [
  name,
  ...gridColumns.map(({ physics, viscosity }) => {
    const run = gridRuns.find(
      (other) => gridName(other) === name && other.physics === physics && other.referenceViscosity === viscosity,
    );
    const cost = `${fixed(run.cpuSeconds, 0)} s`;
    return run.profileError === undefined
      ? `${fixed(run.meanTemperature, 0)} K, ${cost}`
      : `${fixed(run.profileError, 1)} (${fixed(run.profileErrorAtEnd, 1)}) K, ${cost}`;
  }),
]);

const crustOf = (run) =>
  [
    `Λ = ${run.enrichment}`,
    `${run.crustThickness} km of ${run.crustConductivity} W/m/K`,
    `${run.constantConductivity ? 'constant' : 'varying'} conductivity`,
  ].join(', ');
const gridOf = ({ radial, stretching }) => (stretching === 1 ? String(radial) : `${radial}, stretching ${stretching}`);
const crusts = [...new Set(crustRuns.map(crustOf))];
const crustGrids = [...new Set(crustRuns.map(gridOf))];
const crustRun = (name, grid) => crustRuns.find((run) => crustOf(run) === name && gridOf(run) === grid);

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

const coolingChange = (index) => coolingRuns[index].coreKelvin - coolingRuns[index - 1].coreKelvin;

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
      heading: 'Grids',
      text:
        `Horizontal mean temperatures over 4.5 Gyr beside those on ${finestGrid.replace('x', '×')}: root-mean-square difference over depth and 46 output times, in brackets over depth at the end, ` +
        'and processor seconds; in the row of the reference its mean temperature at the end. E, V, Λ and T_ini as below. Single plumes drift apart whatever the grid, which at the end leaves 1 to 12 K between the two finest. ' +
        'The default, 64 × 84 cells with a stretching of 3, is within 8 K over time for the default physics; 48 × 64 with the same stretching, of `mars-quick`, for the Boussinesq approximation.',
      table: table(
        [
          'cells, stretching',
          ...gridColumns.map(({ physics, viscosity }) => `${physics}, ${scientific(viscosity, 1)} Pa s`),
        ],
        gridRows,
      ),
    },
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
      text:
        'A mantle too viscous to move, on 128 cells, so that nothing but the longest step limits the step: the temperature of the core after 4.5 Gyr, and its change when the step is halved. At second order in time a change is a quarter of the one before it. ' +
        `An independent radial solution has ${fixed(exact.coreKelvin, 3)} K in the core and ${fixed(exact.mantleKelvin, 3)} K in the mantle.`,
      table: table(
        ['longest step (Myr)', 'steps', 'core (K)', 'change (K)', 'order', 'mantle (K)'],
        coolingRuns.map(({ longestStepMegayears, steps, coreKelvin, mantleKelvin }, index) => [
          longestStepMegayears,
          grouped(steps),
          fixed(coreKelvin, 4),
          index === 0 ? '' : fixed(coolingChange(index), 4),
          index < 2 ? '' : fixed(Math.log2(coolingChange(index - 1) / coolingChange(index)), 2),
          fixed(mantleKelvin, 3),
        ]),
      ),
    },
    {
      heading: 'Heat of the crust',
      text: 'A mantle too viscous to move, beside an independent radial solution, after 4.5 Gyr: the error of the mean temperature (K), by cells in depth. The base of the crust cuts a cell in most of these grids.',
      table: table(
        ['crust and conductivity', 'exact (K)', ...crustGrids],
        crusts.map((name) => [
          name,
          fixed(crustRun(name, crustGrids[0]).exactKelvin, 1),
          ...crustGrids.map((grid) => fixed(crustRun(name, grid).errorKelvin, 2)),
        ]),
      ),
    },
    {
      heading: 'Surface heat flux above the crust',
      text: 'The same, the error of the surface heat flux after 36 Myr and after 4.5 Gyr (%). From the start on it counts as at rest what the outermost half-cells produce.',
      table: table(
        ['crust and conductivity', ...crustGrids],
        crusts.map((name) => [
          name,
          ...crustGrids.map((grid) => {
            const { earlySurfaceFluxPercent, surfaceFluxPercent } = crustRun(name, grid);
            return `${fixed(earlySurfaceFluxPercent, 1)}, ${fixed(surfaceFluxPercent, 2)}`;
          }),
        ]),
      ),
    },
  ],
  commands: [
    'node validation/grids.js FILE > validation/results/grids.json',
    'node validation/convection-evolution.js --json',
    'node validation/convection-evolution.js 1e21 64x84 1 --json',
    'node validation/core-cooling.js --json',
    'node validation/crust-conduction.js --json',
  ],
  results: [settings, cooling, crust, gridResults],
};
