// Thermal evolutions: seconds by grid and viscosity, where they go, and what extrapolation from a beginning is worth.
import { grouped, range, scientific } from './numbers.js';
import { readResult, table } from './page.js';
import { linePlot } from './plots.js';

const result = (name) => `bench/results/${name}.json`;
const { results: runs, scaling } = readResult(result('evolutions'));
const { results: byPhysics } = readResult(result('evolutions-by-physics'));
const { results: paperGrid } = readResult(result('evolution-paper-grid'));
const { results: extrapolations } = readResult(result('evolution-extrapolation'));
const { results: factorizations } = readResult(result('factorization'));
const viscosities = [...new Set(runs.map(({ referenceViscosity }) => referenceViscosity))];
const minutes = paperGrid.map(({ processorSeconds }) => Math.round(processorSeconds / 60));
const growth = runs.flatMap((run) =>
  runs
    .filter((other) => other.cells[0] === run.cells[0] && other.referenceViscosity === 10 * run.referenceViscosity)
    .map((other) => run.steps / other.steps),
);
const share = (value) => `${Math.round(100 * value)} %`;

export const howFastAreEvolutions = {
  path: 'bench/how-fast-are-evolutions.md',
  question: 'How fast are evolutions?',
  answer:
    `On one thread, 4.5 Gyr take ${runs[1].secondsPerEvolution} s on ${runs[1].cells.join(' × ')} cells at 10²¹ Pa s and ${Math.min(...minutes)} to ${Math.max(...minutes)} minutes on the 302 × 394 cells of Agarwal et al. (2021). ` +
    `The time of a step grows with the cells to the power ${scaling[0].exponent.toFixed(2)}; all grids take about as many steps. ` +
    `A tenth of the viscosity takes ${range([Math.min(...growth), Math.max(...growth)], (value) => value.toFixed(1))} times as many steps.`,
  plot: {
    alt: 'Processor seconds of 4.5 Gyr over the number of cells, by reference viscosity',
    panel: linePlot(
      viscosities.map((viscosity) => {
        const own = runs.filter(({ referenceViscosity }) => referenceViscosity === viscosity);
        return {
          name: `${scientific(viscosity, 1)} Pa s`,
          x: own.map(({ cells }) => cells[0] * cells[1]),
          y: own.map(({ secondsPerEvolution }) => secondsPerEvolution),
        };
      }),
      {
        x: { domain: [1000, 30000], scale: 'log', label: 'cells' },
        y: { domain: [0.5, 100], scale: 'log', label: 'processor time of 4.5 Gyr (s)' },
      },
    ),
  },
  sections: [
    {
      heading: 'By grid and viscosity',
      text: 'Boussinesq, E = 3 · 10⁵ J/mol, V = 6 · 10⁻⁶ m³/mol, Λ = 10, T_ini = 1700 K, default settings. Shares are those of a shorter run under the profiler, in which starting up is most of the rest on small grids.',
      table: table(
        [
          'case',
          's per 4.5 Gyr',
          'steps',
          'ms per step',
          'million cells × steps per s',
          'iterations per step',
          'assembly, viscosity',
          'factorization',
          'substitution',
          'other iteration',
          'energy',
          'rest',
        ],
        runs.map((run) => [
          `\`${run.name}\``,
          run.secondsPerEvolution,
          grouped(run.steps),
          Number((1000 * run.secondsPerStep).toPrecision(3)),
          Number((run.cellUpdatesPerSecond / 1e6).toPrecision(3)),
          run.iterationsPerStep,
          ...['assembly', 'factorization', 'substitution', 'iteration', 'energy', 'rest'].map((part) =>
            share(run.shares[part]),
          ),
        ]),
      ),
    },
    {
      heading: 'By physics',
      text: '64 × 84 cells, 10²¹ Pa s; on a slower machine than above.',
      table: table(
        ['physics', 's per 4.5 Gyr', 'steps'],
        byPhysics.map(({ physics, seconds, steps }) => [physics, range(seconds), grouped(steps)]),
      ),
    },
    {
      heading: 'The grid of the paper',
      text: '302 × 394 cells, 4.5 Gyr, 10²¹ Pa s, Courant number 8 (the default there).',
      table: table(
        ['physics', 'processor seconds', 'steps', 'iterations', 'factorizations', 'memory (MiB)', 'commit'],
        paperGrid.map((run) => [
          run.physics,
          grouped(run.processorSeconds),
          grouped(run.steps),
          grouped(run.iterations),
          run.factorizations,
          run.peakMiB,
          run.commit,
        ]),
      ),
    },
    {
      heading: 'Extrapolated from the beginning',
      text: 'Where only the beginning is simulated, the whole is extrapolated by what an evolution on 32 × 42 cells takes (`src/benchmark/whole-evolution.ts`). Seconds of a whole run, extrapolated from the first 20 (8.9 % of the time) and the first 8 (2.3 %) of 100 output intervals, and in proportion to the time.',
      table: table(
        ['case', 'whole run', 'from 20 intervals', 'in proportion', 'from 8 intervals', 'in proportion'],
        extrapolations.map((row) => [
          `\`${row.name}\``,
          row.whole,
          row.from20Intervals,
          row.proportional20,
          row.from8Intervals,
          row.proportional8,
        ]),
      ),
    },
    {
      heading: 'The factorization alone',
      text: 'Nested dissection, multifrontal, WebAssembly; milliseconds, and iterations of conjugate gradients from zero to 10⁻¹² at a viscosity contrast of 10¹⁰.',
      table: table(
        ['cells', 'factorization', 'substitution', 'iterations, smooth viscosity', 'random from cell to cell'],
        factorizations.map((row) => [
          row.cells.join(' × '),
          range(row.factorization),
          range(row.substitution),
          row.iterationsSmooth,
          row.iterationsRandom,
        ]),
      ),
    },
  ],
  commands: ['npx tharsis bench convection --physics boussinesq --json', 'npx tharsis bench convection --whole --json'],
  results: [
    'evolutions',
    'evolutions-by-physics',
    'evolution-paper-grid',
    'evolution-extrapolation',
    'factorization',
  ].map(result),
};
