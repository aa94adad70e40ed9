// Why the default planet is hot: Mars for 4.5 Gyr with one part of its physics changed at a time. By hand, from the root
// of the repository: node validation/hot-mantle.js [--json]. A few minutes on one core.
import { build } from '../bin/build.js';
import { exampleParameters as parameters } from './example-parameters.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { boussinesqPhysics } = await import('../dist/convection/evolution/physics-presets.js');
const { describeMeasurement } = await import('../dist/runs/environment.js');

const grid = { cells: { radial: 40, azimuthal: 52 }, stretching: 3, outputIntervals: 45 };
const { conductivity, equations } = defaultEvolution;

/** Settings, and parameters that differ. */
const cases = [
  ['default physics', {}],
  ['constant conductivity of the mantle, 4 W/m/K', { conductivity: 'constant' }],
  ['crust of 4 W/m/K', { crustConductivity: 4 }],
  ['constant expansivity', { expansivity: 'constant' }],
  ['Boussinesq approximation', { equations: 'boussinesq', phaseTransitions: false }],
  ['melting', { melting: true }],
  ['Boussinesq, all constant', boussinesqPhysics],
  ['the same, conductivity of the lattice', { ...boussinesqPhysics, conductivity }],
  ['the same, crust of 3 W/m/K', { ...boussinesqPhysics, crustConductivity: 3 }],
  ['the same, extended Boussinesq', { ...boussinesqPhysics, equations }],
  ['mars-insight', { planet: { name: 'mars-insight' } }],
  ['mars-insight, 60 % of the heat sources in the crust', { planet: { name: 'mars-insight' } }, { enrichment: 29 }],
  ['the same with melting', { planet: { name: 'mars-insight' }, melting: true }, { enrichment: 29 }],
];

const runs = cases.map(([name, change, differing = {}]) => {
  const own = { ...parameters, ...differing };
  const { diagnostics, solver } = simulateEvolution(own, { ...defaultEvolution, ...grid, ...change });
  const last = (key) => diagnostics[key].at(-1);
  return {
    name,
    enrichment: own.enrichment,
    change,
    meanTemperatureKelvin: last('meanTemperature'),
    coreTemperatureKelvin: last('coreTemperature'),
    surfaceHeatFlux: last('surfaceHeatFlux'),
    coreHeatFlux: last('coreHeatFlux'),
    steps: solver.steps,
  };
});

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ provenance: describeMeasurement(), parameters, ...grid, runs }, null, 2));
} else {
  for (const { name, meanTemperatureKelvin, coreTemperatureKelvin, surfaceHeatFlux, coreHeatFlux } of runs) {
    const kelvin = [meanTemperatureKelvin, coreTemperatureKelvin].map((value) => `${value.toFixed(0)} K`);
    const fluxes = [surfaceHeatFlux, coreHeatFlux].map((value) => `${(1e3 * value).toFixed(2)} mW/m2`);
    console.log(name.padEnd(56), ...kelvin, ...fluxes);
  }
}
