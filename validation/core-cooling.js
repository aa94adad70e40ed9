// The order in time of the core's cooling: node validation/core-cooling.js [--json]. By hand. A mantle too viscous to move, so
// that the step is limited by nothing but `longestStep`; temperatures after 4.5 Gyr, and how they change when the step
// is halved, on 128 cells; beside them an independent radial solution.
import { build } from '../bin/build.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { boussinesqPhysics } = await import('../dist/convection/evolution/physics-presets.js');
const { conductRadially } = await import('../dist/convection/verification/radial-conduction.js');
const { describeMeasurement } = await import('../dist/runs/environment.js');
const { secondsPerYear } = await import('../dist/foundation/time-units.js');

const parameters = {
  referenceViscosity: 1e22,
  activationEnergy: 3e5,
  activationVolume: 6e-6,
  enrichment: 10,
  initialTemperature: 1700,
};
const runs = [];
for (const megayears of [32, 16, 8, 4, 2, 1]) {
  const { diagnostics, solver } = simulateEvolution(parameters, {
    ...defaultEvolution,
    ...boussinesqPhysics,
    cells: { radial: 128, azimuthal: 8 },
    outputIntervals: 1,
    longestStep: megayears * 1e6 * secondsPerYear,
    viscosityLimits: { minimum: 1e27, maximum: 1e28 },
  });
  runs.push({
    longestStepMegayears: megayears,
    steps: solver.steps,
    coreKelvin: diagnostics.coreTemperature[1],
    mantleKelvin: diagnostics.meanTemperature[1],
  });
}
const problem = {
  enrichment: parameters.enrichment,
  constantConductivity: true,
  crustConductivity: 4,
  crustThickness: 64,
  initialTemperature: parameters.initialTemperature,
  times: [4500],
};
const [{ core, mean }] = conductRadially(problem, 1000, 1);
const exact = { coreKelvin: core, mantleKelvin: mean };
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ provenance: describeMeasurement(), exact, runs }, null, 2));
} else {
  for (const [index, { longestStepMegayears, steps, coreKelvin, mantleKelvin }] of runs.entries()) {
    const change = index === 0 ? '' : `, by ${(coreKelvin - runs[index - 1].coreKelvin).toFixed(3)} K`;
    const core = `core ${coreKelvin.toFixed(3)} K${change}`;
    console.log(`${longestStepMegayears} Myr: ${steps} steps, ${core}, mantle ${mantleKelvin.toFixed(3)} K`);
  }
  console.log(`radial solution: core ${core.toFixed(3)} K, mantle ${mean.toFixed(3)} K`);
}
