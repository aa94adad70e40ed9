// The crust that melting makes in 4.5 Gyr, by parameters and grid: node validation/melting.js [--json]. By hand.
import { build } from '../bin/build.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { secondsPerYear } = await import('../dist/foundation/time-units.js');
const { describeMeasurement } = await import('../dist/runs/environment.js');

const grids = [
  { radial: 12, azimuthal: 16 },
  { radial: 24, azimuthal: 32 },
  { radial: 32, azimuthal: 42 },
];
const usual = { referenceViscosity: 1e21, enrichment: 10, initialTemperature: 1700, crustThickness: 64e3 };
const cases = [
  { referenceViscosity: 1e20 },
  { initialTemperature: 1600 },
  {},
  { initialTemperature: 1800 },
  { enrichment: 1 },
  { enrichment: 50 },
  { referenceViscosity: 1e22 },
  { crustThickness: 30e3 },
];
const runs = cases.map((change) => {
  const { crustThickness, ...varied } = { ...usual, ...change };
  const parameters = { ...varied, activationEnergy: 3e5, activationVolume: 6e-6 };
  return { ...parameters, crustThickness, grids: grids.map((cells) => crustOn(cells, parameters, crustThickness)) };
});

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ provenance: describeMeasurement(), runs }, null, 2));
} else {
  for (const { referenceViscosity, enrichment, initialTemperature, crustThickness, grids: results } of runs) {
    const totals = results.map(({ cells, kilometers }) => `${cells.join(' x ')}: ${kilometers.at(-1).toFixed(1)} km`);
    console.log(
      `${referenceViscosity.toExponential(0)} Pa s  ${enrichment}  ${initialTemperature} K  ${crustThickness / 1000} km`,
      ` ${totals.join('  ')}`,
    );
  }
}

/** Crust produced since the start, spread evenly, at ten output times. */
function crustOn(cells, parameters, crustThickness) {
  const { times, diagnostics, solver } = simulateEvolution(parameters, {
    ...defaultEvolution,
    melting: true,
    crustThickness,
    cells,
    outputIntervals: 9,
  });
  return {
    cells: [cells.radial, cells.azimuthal],
    steps: solver.steps,
    gigayears: Array.from(times, (seconds) => seconds / (1e9 * secondsPerYear)),
    kilometers: Array.from(diagnostics.producedCrust, (meters) => meters / 1000),
  };
}
