// The order in time of the core's cooling: node validation/core-cooling.js. By hand. A mantle too viscous to move, so
// that the step is limited by nothing but `longestStep`; temperatures after 4.5 Gyr, and how they change when the step
// is halved.
import { build } from '../bin/build.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { boussinesqPhysics, defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { secondsPerYear } = await import('../dist/foundation/time-units.js');

const parameters = {
  referenceViscosity: 1e22,
  activationEnergy: 3e5,
  activationVolume: 6e-6,
  enrichment: 10,
  initialTemperature: 1700,
};
let coarser;
for (const megayears of [64, 32, 16, 8, 4, 2]) {
  const { diagnostics, solver } = simulateEvolution(parameters, {
    ...defaultEvolution,
    ...boussinesqPhysics,
    snapshots: 1,
    longestStep: megayears * 1e6 * secondsPerYear,
    viscosityLimits: { minimum: 1e27, maximum: 1e28 },
  });
  const core = diagnostics.coreTemperature[1];
  const mean = diagnostics.meanTemperature[1];
  const change = coarser === undefined ? '' : `, by ${(core - coarser).toFixed(3)} K`;
  console.log(
    `${megayears} Myr: ${solver.steps} steps, core ${core.toFixed(3)} K${change}, mantle ${mean.toFixed(3)} K`,
  );
  coarser = core;
}
