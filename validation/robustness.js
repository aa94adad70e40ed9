// Whether evolutions of 4.5 Gyr hold out over the whole box of the paper: node validation/robustness.js [COUNT] [RADIAL
// CELLS] [SECONDS EACH] [KEY=VALUE ...] [--json]. By hand. The corners of the box (as many as COUNT allows), then a Sobol
// design; KEY=VALUE are settings of the evolution, as melting=true. An evolution that takes longer than it may is stopped,
// and reported as such. Processor time, so that it does not matter what else the machine does.
import { build } from '../bin/build.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { parameterNames, parameterRanges } = await import('../dist/convection/parameters/parameter-ranges.js');
const { sampleParameters } = await import('../dist/convection/parameters/parameter-sampling.js');
const { planets } = await import('../dist/convection/planets/registry.js');
const { surfaceTemperature } = planets.mars;
const { randomStream } = await import('../dist/foundation/random-stream.js');
const { describeMeasurement } = await import('../dist/runs/environment.js');

const json = process.argv.includes('--json');
const print = json ? () => {} : console.log;
const words = process.argv.slice(2).filter((word) => word !== '--json');
const [count = 32, radial = 16, seconds = 20] = words.filter((word) => !word.includes('=')).map(Number);
const settings = words.filter((word) => word.includes('=')).map((word) => word.split('='));
const corners = Array.from({ length: 32 }, (_, corner) =>
  Object.fromEntries(
    parameterNames.map((name, bit) => [name, parameterRanges[name][(corner >> bit) & 1 ? 'maximum' : 'minimum']]),
  ),
);
const inside = count > 32 ? sampleParameters(parameterRanges, count - 32, 'sobol', randomStream(1)) : [];
const config = {
  ...defaultEvolution,
  cells: { radial, azimuthal: Math.round(1.3 * radial) },
  ...Object.fromEntries(settings.map(([key, value]) => [key, JSON.parse(value)])),
};
const tooLong = new Error('too long');
let whole = 0;
let failed = 0;
let bad = 0;
let lowest = Number.POSITIVE_INFINITY;
let highest = 0;
const crust = [];
const took = [];
const steps = [];
const friction = [];
let unconverged = 0;
function outOfBounds(message) {
  bad++;
  return new Error(message);
}

for (const parameters of [...corners, ...inside].slice(0, count)) {
  const values = parameterNames.map((name) => parameters[name].toPrecision(3)).join(' ');
  const began = process.cpuUsage().user;
  const elapsed = () => (process.cpuUsage().user - began) / 1e6;
  let last = '';
  try {
    const { temperature, diagnostics, solver } = simulateEvolution(parameters, config, (_, detail) => {
      last = detail;
      if (elapsed() > seconds) throw tooLong;
    });
    for (const kelvin of temperature) {
      if (!(kelvin > surfaceTemperature)) throw outOfBounds(`${kelvin} K`);
      lowest = Math.min(lowest, kelvin);
      highest = Math.max(highest, kelvin);
    }
    for (const [name, series] of Object.entries(diagnostics)) {
      if (!series.every(Number.isFinite)) throw outOfBounds(`${name} is not finite`);
    }
    whole++;
    took.push(elapsed());
    steps.push(solver.steps);
    friction.push(solver.frictionOverDissipationMinimum ?? 1, solver.frictionOverDissipationMaximum ?? 1);
    unconverged += solver.unconvergedEnthalpies ?? 0;
    const end = (name, digits) => diagnostics[name].at(-1).toPrecision(digits);
    crust.push(diagnostics.producedCrust.at(-1) / 1e3);
    const warmest = Math.max(...diagnostics.meanTemperature).toFixed(0);
    print(
      `${values}: ${elapsed().toFixed(1)} s, ${solver.steps} steps, mean ${end('meanTemperature', 4)} K (at most ${warmest}), ` +
        `crust ${crust.at(-1).toFixed(1)} km`,
    );
  } catch (error) {
    if (error !== tooLong) failed++;
    print(`${values}: ${error === tooLong ? `stopped at ${last}` : `${error.code} ${error.message}`}`);
  }
}
crust.sort((a, b) => a - b);
if (json) {
  const run = {
    physics: settings.map(([key, value]) => (value === 'true' ? key : `${key}=${value}`)).join(', ') || 'default',
    evolutions: count,
    finished: whole,
    failed,
    outOfBounds: bad,
    temperatureKelvin: [lowest, highest].map(Math.round),
    cpuSecondsEach: [Math.min(...took), Math.max(...took)].map((value) => Number(value.toPrecision(2))),
    stepsEach: [Math.min(...steps), Math.max(...steps)],
    stepsInAll: steps.reduce((sum, value) => sum + value, 0),
    frictionOverDissipation: [Math.min(...friction), Math.max(...friction)].map((value) =>
      Number(value.toPrecision(3)),
    ),
    ...(config.phaseTransitions && { unconvergedEnthalpies: unconverged }),
    ...(config.melting && { producedCrustKilometers: [crust[0], crust.at(-1)].map(Math.round) }),
  };
  const { radial: rows, azimuthal: columns } = config.cells;
  console.log(JSON.stringify({ provenance: describeMeasurement(), cells: [rows, columns], runs: [run] }, null, 2));
} else {
  console.log(`${whole} of ${count} whole, ${failed} failed, ${lowest.toFixed(0)} to ${highest.toFixed(0)} K`);
  const at = (share) => crust[Math.round(share * (crust.length - 1))].toFixed(0);
  if (config.melting)
    console.log(`crust ${at(0)} to ${at(1)} km, median ${at(0.5)}, quartiles ${at(0.25)} and ${at(0.75)}`);
}
