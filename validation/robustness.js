// Whether evolutions of 4.5 Gyr hold out over the whole box of the paper, with all physics: node validation/robustness.js [COUNT]
// [RADIAL CELLS] [SECONDS EACH]. By hand. The corners of the box (as many as COUNT allows), then a Sobol design. An evolution that takes longer than
// it may is left at where it is, and that is told.
import { build } from '../bin/build.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { parameterNames, parameterRanges } = await import('../dist/convection/parameters/parameter-ranges.js');
const { sampleParameters } = await import('../dist/convection/parameters/parameter-sampling.js');
const { randomStream } = await import('../dist/foundation/random-stream.js');

const [count = 32, radial = 16, seconds = 20] = process.argv.slice(2).map(Number);
const corners = Array.from({ length: 32 }, (_, corner) =>
  Object.fromEntries(
    parameterNames.map((name, bit) => [name, parameterRanges[name][(corner >> bit) & 1 ? 'maximum' : 'minimum']]),
  ),
);
const inside = count > 32 ? sampleParameters(parameterRanges, count - 32, 'sobol', randomStream(1)) : [];
const config = {
  ...defaultEvolution,
  melting: true,
  cells: { radial, azimuthal: Math.round(1.3 * radial) },
  viscosityLimits: { minimum: 1e18, maximum: 1e28 },
};
const tooLong = new Error('too long');
let whole = 0;
let failed = 0;
let lowest = Number.POSITIVE_INFINITY;
let highest = 0;
for (const parameters of [...corners, ...inside].slice(0, count)) {
  const values = parameterNames.map((name) => parameters[name].toPrecision(3)).join(' ');
  const began = performance.now();
  let last = '';
  try {
    const { temperature, diagnostics } = simulateEvolution(parameters, config, (_, detail) => {
      last = detail;
      if (performance.now() - began > 1000 * seconds) throw tooLong;
    });
    for (const kelvin of temperature) {
      if (!(kelvin > 0)) throw new Error(`${kelvin} K`);
      lowest = Math.min(lowest, kelvin);
      highest = Math.max(highest, kelvin);
    }
    whole++;
    const end = (name, digits) => diagnostics[name].at(-1).toPrecision(digits);
    const took = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${values}: ${took} s, mean ${end('meanTemperature', 4)} K, crust ${end('producedCrust', 3)} m`);
  } catch (error) {
    if (error !== tooLong) failed++;
    console.log(`${values}: ${error === tooLong ? `left at ${last}` : `${error.code} ${error.message}`}`);
  }
}
console.log(`${whole} of ${count} whole, ${failed} failed, ${lowest.toFixed(0)} to ${highest.toFixed(0)} K`);
