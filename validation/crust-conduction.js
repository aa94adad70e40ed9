// The heat of the crust: node validation/crust-conduction.js [--json]. By hand. A mantle too viscous to move, beside an
// independent radial solution, on grids whose cells the base of the crust cuts or not; after 4.5 Gyr, and the surface
// heat flux after 36 Myr, too.
import { build } from '../bin/build.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { conductRadially } = await import('../dist/convection/verification/radial-conduction.js');
const { describeMeasurement } = await import('../dist/runs/environment.js');

const usual = {
  constantConductivity: false,
  crustConductivity: 3,
  crustThickness: 64,
  initialTemperature: 1700,
  // The outputs below, Myr.
  times: [36, 288, 972, 2304, 4500],
};
const problems = [
  { ...usual, enrichment: 1 },
  { ...usual, enrichment: 5 },
  { ...usual, enrichment: 20 },
  { ...usual, enrichment: 50 },
  { ...usual, enrichment: 20, crustThickness: 30 },
  { ...usual, enrichment: 20, crustThickness: 100, crustConductivity: 2 },
  { ...usual, enrichment: 50, constantConductivity: true, crustConductivity: 4 },
];
const grids = [
  ...[27, 32, 40, 53, 64].map((radial) => ({ radial, stretching: 1 })),
  ...[32, 40].map((radial) => ({ radial, stretching: 3 })),
];

const runs = [];
for (const problem of problems) {
  const exact = conductRadially(problem, 1000, 1);
  for (const { radial, stretching } of grids) {
    const { diagnostics } = simulateEvolution(
      {
        referenceViscosity: 1e26,
        activationEnergy: 3e5,
        activationVolume: 6e-6,
        enrichment: problem.enrichment,
        initialTemperature: problem.initialTemperature,
      },
      {
        ...defaultEvolution,
        conductivity: problem.constantConductivity ? 'constant' : 'pressure-and-temperature-dependent',
        crustConductivity: problem.crustConductivity,
        crustThickness: 1e3 * problem.crustThickness,
        cells: { radial, azimuthal: 4 },
        stretching,
        perturbation: { modes: [{ mode: 1, weight: 1 }], amplitude: 0 },
        outputIntervals: usual.times.length,
        outputExponent: 3,
      },
    );
    const errors = exact.map(({ mean, core, surfaceFlux }, k) => ({
      mean: diagnostics.meanTemperature[k + 1] - mean,
      core: diagnostics.coreTemperature[k + 1] - core,
      surfaceFluxPercent: 100 * (diagnostics.surfaceHeatFlux[k + 1] / surfaceFlux - 1),
    }));
    runs.push({
      ...problem,
      radial,
      stretching,
      exactKelvin: exact.at(-1).mean,
      errorKelvin: errors.at(-1).mean,
      largestErrorKelvin: Math.max(...errors.map(({ mean }) => Math.abs(mean))),
      coreErrorKelvin: errors.at(-1).core,
      earlySurfaceFluxPercent: errors[0].surfaceFluxPercent,
      surfaceFluxPercent: errors.at(-1).surfaceFluxPercent,
    });
  }
}
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ provenance: describeMeasurement(), runs }, null, 2));
} else {
  for (const run of runs) {
    const name = `Λ = ${run.enrichment}, ${run.crustThickness} km of ${run.crustConductivity} W/m/K, ${run.constantConductivity ? 'constant' : 'varying'} conductivity`;
    const errors = `mean ${run.errorKelvin.toFixed(2)} K (at most ${run.largestErrorKelvin.toFixed(2)} K), core ${run.coreErrorKelvin.toFixed(2)} K, surface flux ${run.earlySurfaceFluxPercent.toFixed(1)} %, later ${run.surfaceFluxPercent.toFixed(2)} %`;
    console.log(`${name}, ${run.radial} cells, stretching ${run.stretching}: ${errors}`);
  }
}
