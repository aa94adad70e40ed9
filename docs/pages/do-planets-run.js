// Every planet of the registry for 4.5 Gyr on a coarse grid.
import { digits, fixed, grouped, percent, scientific } from './numbers.js';
import { readResult, table } from './page.js';
import { linePlot } from './plots.js';

const { planets } = await import('../../dist/convection/planets/registry.js');
const { secondsPerYear } = await import('../../dist/foundation/time-units.js');

const path = 'validation/results/planets.json';
const { runs, reason } = readResult(path);
const hotPath = 'validation/results/hot-mantle.json';
const hot = readResult(hotPath);
const milliwatts = (flux) => fixed(1000 * flux, 1);
const failed = runs.filter(({ checks }) => Object.values(checks).includes(false)).map(({ planet }) => planet);
const worst = (key) => percent(Math.max(...runs.map((run) => Math.abs(run[key]))), 1);
const steps = runs.map((run) => run.steps);
const grids = [...new Set(runs.map(({ cells }) => cells.join(' × ')))].join(', ');

export const doPlanetsRun = {
  path: 'validation/do-planets-run.md',
  question: 'Do the planets run?',
  answer:
    `${failed.length === 0 ? `All ${runs.length} planets evolve for 4.5 Gyr and pass every check` : `These planets fail a check: ${failed.join(', ')}`}, in ${grouped(Math.min(...steps))} to ${grouped(Math.max(...steps))} steps on ${grids} cells. ` +
    `Gravity is that of the masses of mantle and core to ${worst('gravityDeviation')}, and the core cools by the heat that leaves it to ${worst('coreHeatDeviation')} of that heat. ` +
    'The grid is coarse and one set of parameters is no fit: the numbers show that planets run, not what happened to them.',
  plot: {
    alt: 'Temperature of the core over time, by planet',
    panel: linePlot(
      runs.map(({ planet, coreTemperatureKelvin }) => ({
        name: planet,
        x: coreTemperatureKelvin.gigayears,
        y: coreTemperatureKelvin.values,
      })),
      {
        x: { domain: [0, 4.6], label: 'time (Gyr)', ticks: [0, 1, 2, 3, 4] },
        y: { domain: [1500, 4700], label: 'temperature of the core (K)' },
      },
    ),
  },
  sections: [
    {
      heading: 'After 4.5 Gyr',
      text: `Default physics in a quarter annulus; E = 3 · 10⁵ J/mol, Λ = 10, T_ini = 1700 K. ${reason}`,
      table: table(
        [
          'planet',
          'η_ref (Pa s)',
          'V (m³/mol)',
          'steps',
          's',
          'mean T (K)',
          'core (K)',
          'surface (mW/m²)',
          'out of the core (mW/m²)',
          'v_rms (cm/yr)',
          'Nu',
        ],
        runs.map(({ planet, parameters, steps: count, seconds, final }) => [
          planet,
          scientific(parameters.referenceViscosity, 1),
          scientific(parameters.activationVolume, 1),
          grouped(count),
          fixed(seconds, 1),
          fixed(final.meanTemperatureKelvin, 0),
          fixed(final.coreTemperatureKelvin, 0),
          milliwatts(final.surfaceHeatFlux),
          milliwatts(final.coreHeatFlux),
          digits(100 * secondsPerYear * final.rootMeanSquareVelocity, 2),
          fixed(final.nusseltNumber, 2),
        ]),
      ),
    },
    {
      heading: 'Checks',
      text: 'Every number is finite, temperatures lie between that of the surface and 6000 K, and heat leaves through the surface. Both deviations below may be 3 %; that of the core contains the error of a sum over 101 output times.',
      table: table(
        ['planet', 'temperatures (K)', 'gravity of the mass', 'heat of the core', 'passes'],
        runs.map(({ planet, temperatureKelvin, gravityDeviation, coreHeatDeviation, checks }) => [
          planet,
          temperatureKelvin.map((kelvin) => fixed(kelvin, 0)).join(' to '),
          percent(gravityDeviation),
          percent(coreHeatDeviation),
          Object.values(checks).includes(false) ? 'no' : 'yes',
        ]),
      ),
    },
    {
      heading: 'Why the default Mars is hot',
      text:
        `Mars after 4.5 Gyr with one part of its physics changed at a time (${hot.cells.radial} × ${hot.cells.azimuthal} cells, stretching ${hot.stretching}; η_ref = 10²¹ Pa s, E = 3 · 10⁵ J/mol, V = 6 · 10⁻⁶ m³/mol, T_ini = 1700 K, Λ = 10 unless said). ` +
        'What it means: [decision 0017](../docs/decisions/0017-a-hot-default-mars.md).',
      table: table(
        ['physics', 'mean T (K)', 'core T (K)', 'surface flux (mW/m²)', 'core flux (mW/m²)'],
        hot.runs.map(({ name, meanTemperatureKelvin, coreTemperatureKelvin, surfaceHeatFlux, coreHeatFlux }) => [
          name,
          fixed(meanTemperatureKelvin, 0),
          fixed(coreTemperatureKelvin, 0),
          milliwatts(surfaceHeatFlux),
          milliwatts(coreHeatFlux),
        ]),
      ),
    },
    {
      heading: 'The planets',
      text: 'Sources of these and of all other numbers stand beside them in [src/convection/planets](../src/convection/planets/README.md).',
      table: table(
        [
          'planet',
          'radius (km)',
          'core (km)',
          'g (m/s²)',
          'mantle (kg/m³)',
          'core (kg/m³)',
          'α (1/K)',
          'k (W/m/K)',
          'surface (K)',
          'core at the start (K)',
          'crust (km)',
          'U, Th (ppb), K (ppm)',
        ],
        Object.entries(planets).map(([name, planet]) => [
          name,
          planet.planetRadius / 1000,
          planet.coreRadius / 1000,
          planet.gravity,
          planet.mantleDensity,
          planet.coreDensity,
          scientific(planet.thermalExpansivity),
          planet.conductivity,
          planet.surfaceTemperature,
          planet.initialCoreTemperature,
          planet.crustThickness / 1000,
          [planet.uranium * 1e9, planet.thorium * 1e9, planet.potassium * 1e6]
            .map((share) => digits(share, 3))
            .join(', '),
        ]),
      ),
    },
  ],
  commands: ['node validation/planets.js --json', 'node validation/hot-mantle.js --json'],
  results: [path, hotPath],
};
