// Whether evolutions over the whole box of parameters reach their end.
import { grouped, range } from './numbers.js';
import { readResult, table } from './page.js';
import { barPlot } from './plots.js';

const path = 'validation/results/robustness.json';
const { runs, cells } = readResult(path);
const all = runs.reduce((sum, { evolutions }) => sum + evolutions, 0);
const finished = runs.reduce((sum, run) => sum + run.finished, 0);
const [main] = runs;
const meltingPath = 'validation/results/robustness-melting.json';
const melting = readResult(meltingPath);
const longest = (of) => Math.max(...of.map(({ cpuSecondsEach }) => cpuSecondsEach[1]));
const explicit = runs.filter(({ physics }) => physics.includes('melting'));

export const howRobustIsTheSolver = {
  path: 'validation/how-robust-is-the-solver.md',
  question: 'How robust is the solver?',
  answer:
    `${finished} of ${all} evolutions of 4.5 Gyr over the corners and the inside of the parameter box reach their end, none with a temperature out of bounds. ` +
    `With the default physics temperatures lie between ${main.temperatureKelvin.join(' and ')} K. ` +
    `With melting, light residue lies in stable layers, whose density is implicit in time: the corners of the box take at most ${longest(melting.runs)} CPU s each; with an explicit density, single evolutions took up to ${longest(explicit)} s.`,
  plot: {
    alt: 'Longest processor time of an evolution, by physics',
    panel: barPlot(
      runs.map((run) => ({ name: nameOf(run), values: { longest: run.cpuSecondsEach[1] } })),
      { x: { domain: [1, 100], scale: 'log', label: 'longest evolution (CPU s)', ticks: [1, 10, 100] } },
    ),
  },
  sections: [
    {
      heading: 'Steps with melting',
      text: `${melting.cells.join(' × ')} cells, 4.5 Gyr, at the 32 corners of the box; the density of stable layers is implicit in time. Friction over dissipation: between what bounds the work of buoyancy, which friction heats by, was a multiple of the dissipation of the flow. With an explicit density single evolutions took up to 815,503 steps.`,
      table: table(
        [
          'physics',
          'finished',
          'steps each',
          'steps in all',
          'CPU s each',
          'friction over dissipation',
          'enthalpies not inverted',
        ],
        melting.runs.map((run) => [
          run.physics,
          `${run.finished} of ${run.evolutions}`,
          range(run.stepsEach, grouped),
          grouped(run.stepsInAll),
          range(run.cpuSecondsEach),
          range(run.frictionOverDissipation),
          run.unconvergedEnthalpies,
        ]),
      ),
    },
    {
      heading: 'Evolutions to their end',
      text: `With an explicit density of stable layers: ${cells.join(' × ')} cells, 4.5 Gyr, at the 32 corners of the box of Agarwal et al. (2021) and at Sobol points inside. Out of bounds: a temperature not above that of the surface, or not finite.`,
      table: table(
        [
          'physics',
          'finished',
          'failed',
          'out of bounds',
          'temperature (K)',
          'CPU s each',
          'crust produced (km)',
          'commit',
        ],
        runs.map((run) => [
          run.physics,
          `${run.finished} of ${run.evolutions}`,
          run.failed,
          run.outOfBounds,
          run.temperatureKelvin && range(run.temperatureKelvin, grouped),
          range(run.cpuSecondsEach),
          run.producedCrustKilometers && range(run.producedCrustKilometers),
          run.commit,
        ]),
      ),
    },
  ],
  commands: [
    'node validation/robustness.js 64 12 600 --json',
    'node validation/robustness.js 64 12 600 melting=true --json',
    'node validation/robustness.js 32 12 300 melting=true --json',
    'node validation/robustness.js 32 12 300 melting=true phaseTransitions=true --json',
  ],
  results: [path, meltingPath],
};

function nameOf({ physics, commit }) {
  return `${physics}, ${commit}`;
}
