// What the solver settings of an evolution cost, and what they change. By hand, from the root of the repository:
//   node validation/convection-evolution.js [VISCOSITY,VISCOSITY,...] [RADIALxAZIMUTHAL] [GIGAYEARS] [--json]
// Deviations are from the run with the tight settings: temperatures root-mean-square at three output times, profiles
// and diagnostics mean absolute.
import { build } from '../bin/build.js';
import { exampleParameters } from './example-parameters.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { boussinesqPhysics } = await import('../dist/convection/evolution/physics-presets.js');
const { describeMeasurement } = await import('../dist/runs/environment.js');

const json = process.argv.includes('--json');
const words = process.argv.slice(2).filter((word) => word !== '--json');
const runs = [];
const settings = {
  tight: { courantNumber: 0.25, stokesTolerance: 1e-8, longestStep: defaultEvolution.longestStep / 8 },
  default: {},
  'tolerance 1e-8': { stokesTolerance: 1e-8 },
  'tolerance 3e-2': { stokesTolerance: 3e-2 },
  ...Object.fromEntries(
    [0.5, 1, 2, 4, 8].map((courantNumber) => [`Courant number ${courantNumber}`, { courantNumber }]),
  ),
};
const [radial, azimuthal] = (words[1] ?? '32x42').split('x').map(Number);
const duration = defaultEvolution.duration * (Number(words[2] ?? 4.5) / 4.5);

for (const viscosity of (words[0] ?? '1e22,1e21,1e20').split(',').map(Number)) {
  if (!json) console.log(`reference viscosity ${viscosity.toExponential(0)} Pa s, ${radial} x ${azimuthal} cells`);
  let tight;
  for (const [name, change] of Object.entries(settings)) {
    const began = process.cpuUsage();
    const evolution = simulateEvolution(
      { ...exampleParameters, referenceViscosity: viscosity },
      { ...defaultEvolution, ...boussinesqPhysics, cells: { radial, azimuthal }, duration, ...change },
    );
    const { user, system } = process.cpuUsage(began);
    tight ??= evolution;
    const rms = [20, 40, 100].map((frame) => rootMeanSquare(evolution, tight, frame));
    const percent = (key) => 100 * meanDeviation(evolution.diagnostics[key], tight.diagnostics[key]);
    const run = {
      referenceViscosity: viscosity,
      cells: [radial, azimuthal],
      gigayears: Number(words[2] ?? 4.5),
      settings: name,
      cpuSeconds: (user + system) / 1e6,
      steps: evolution.solver.steps,
      ...(evolution !== tight && {
        rmsTemperatureKelvin: rms,
        meanTemperaturePercent: percent('meanTemperature'),
        surfaceFluxPercent: percent('surfaceHeatFlux'),
        coreTemperaturePercent: percent('coreTemperature'),
        lastProfileKelvin: profileDeviation(evolution, tight),
      }),
    };
    runs.push(run);
    if (!json) report(run);
  }
}
if (json) {
  const reference = 'the run with the settings `tight`, the first of each group';
  console.log(JSON.stringify({ provenance: describeMeasurement(), reference, runs }, null, 2));
}

function report({ settings: name, cpuSeconds, steps, ...deviations }) {
  const { rmsTemperatureKelvin, meanTemperaturePercent, surfaceFluxPercent } = deviations;
  const cost = `  ${name.padEnd(20)} ${cpuSeconds.toFixed(1).padStart(6)} s ${String(steps).padStart(6)} steps`;
  if (rmsTemperatureKelvin === undefined) {
    console.log(cost);
    return;
  }
  console.log(
    `${cost}  T ${rmsTemperatureKelvin.map((kelvin) => kelvin.toFixed(1)).join(' ')} K`,
    ` mean T ${meanTemperaturePercent.toFixed(2)} %  surface flux ${surfaceFluxPercent.toFixed(2)} %`,
    ` core T ${deviations.coreTemperaturePercent.toFixed(2)} %  last profile ${deviations.lastProfileKelvin.toFixed(1)} K`,
  );
}

function rootMeanSquare(a, b, frame) {
  const cells = a.r.length * a.phi.length;
  let sum = 0;
  for (let k = frame * cells; k < (frame + 1) * cells; k++) sum += (a.temperature[k] - b.temperature[k]) ** 2;
  return Math.sqrt(sum / cells);
}

function profileDeviation(a, b) {
  const rows = a.r.length;
  const columns = a.phi.length;
  const start = a.temperature.length - rows * columns;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    let row = 0;
    for (let j = 0; j < columns; j++)
      row += a.temperature[start + i * columns + j] - b.temperature[start + i * columns + j];
    sum += Math.abs(row / columns);
  }
  return sum / rows;
}

function meanDeviation(a, b) {
  return a.reduce((sum, value, k) => sum + Math.abs(value / b[k] - 1), 0) / a.length;
}
