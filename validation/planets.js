// Every planet of the registry for 4.5 Gyr with the default physics: node validation/planets.js [--json]. By hand.
// Exit code 1 when a number is not finite or a check fails.
import { build } from '../bin/build.js';
import { exampleParameters as parameters } from './example-parameters.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { planets } = await import('../dist/convection/planets/registry.js');
const { describeMeasurement } = await import('../dist/runs/environment.js');

const GRAVITATION = 6.6743e-11;
/** Of gravity and of the heat of the core: the latter is a sum over the output times. */
const ACCEPTED_DEVIATION = 0.03;
/** K: hotter than any of these mantles. */
const MAX_TEMPERATURE = 6000;

const cells = { radial: 24, azimuthal: 32 };
/** Where one set does not suit a planet. */
const departures = { venus: { activationVolume: 3e-6 }, earth: { activationVolume: 3e-6 } };

const reason =
  'At the core of Venus and Earth (113 and 127 GPa) an activation volume of 6e-6 m3/mol gives rock of 2700 K the ' +
  'maximum viscosity, 1e28 Pa s; 3e-6 gives it some 1e24 Pa s. The choice is ours.';

const runs = Object.entries(planets).map(([name, planet]) => {
  const own = { ...parameters, ...departures[name] };
  const began = performance.now();
  const evolution = simulateEvolution(own, { ...defaultEvolution, planet: { name }, cells });
  const seconds = (performance.now() - began) / 1000;
  const { diagnostics, temperature, solver } = evolution;
  const last = (key) => diagnostics[key].at(-1);
  const final = {
    meanTemperatureKelvin: last('meanTemperature'),
    coreTemperatureKelvin: last('coreTemperature'),
    surfaceHeatFlux: last('surfaceHeatFlux'),
    coreHeatFlux: last('coreHeatFlux'),
    rootMeanSquareVelocity: last('rootMeanSquareVelocity'),
    nusseltNumber: last('nusseltNumber'),
  };
  const [minimum, maximum] = extremes(temperature);
  const gravityDeviation = gravityOfMass(planet) / planet.gravity - 1;
  const coreHeatDeviation = coreHeatLeft(planet, evolution);
  const checks = {
    finite: Object.values(diagnostics).every((series) => series.every(Number.isFinite)) && Number.isFinite(maximum),
    temperatureWithinBounds: minimum >= planet.surfaceTemperature && maximum < MAX_TEMPERATURE,
    gravityOfMass: Math.abs(gravityDeviation) < ACCEPTED_DEVIATION,
    coreHeatBalance: Math.abs(coreHeatDeviation) < ACCEPTED_DEVIATION,
    losesHeat: final.surfaceHeatFlux > 0 && final.nusseltNumber > 0,
  };
  return {
    planet: name,
    parameters: own,
    cells: [cells.radial, cells.azimuthal],
    gigayears: 4.5,
    steps: solver.steps,
    seconds,
    final,
    temperatureKelvin: [minimum, maximum],
    gravityDeviation,
    coreHeatDeviation,
    coreTemperatureKelvin: { gigayears: gigayears(evolution), values: tenths(diagnostics.coreTemperature) },
    meanTemperatureKelvin: { gigayears: gigayears(evolution), values: tenths(diagnostics.meanTemperature) },
    checks,
  };
});

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ provenance: describeMeasurement(), departures, reason, runs }, null, 2));
} else {
  for (const { planet, steps, seconds, final, checks } of runs) {
    const { meanTemperatureKelvin, coreTemperatureKelvin, surfaceHeatFlux, coreHeatFlux, nusseltNumber } = final;
    const failed = Object.keys(checks).filter((check) => !checks[check]);
    console.log(
      `${planet.padEnd(8)} ${String(steps).padStart(6)} steps ${seconds.toFixed(1).padStart(5)} s`,
      ` mean T ${meanTemperatureKelvin.toFixed(0)} K  core ${coreTemperatureKelvin.toFixed(0)} K`,
      ` surface ${(1000 * surfaceHeatFlux).toFixed(1)} mW/m²  core ${(1000 * coreHeatFlux).toFixed(1)} mW/m²`,
      ` v ${(final.rootMeanSquareVelocity * 100 * 3.15576e7).toFixed(2)} cm/yr  Nu ${nusseltNumber.toFixed(2)} ${failed.length === 0 ? '' : ` FAILED: ${failed.join(', ')}`}`,
    );
  }
}
if (runs.some(({ checks }) => Object.values(checks).includes(false))) process.exitCode = 1;

/** GM/R² with the mass of mantle and core. */
function gravityOfMass({ planetRadius, coreRadius, mantleDensity, coreDensity }) {
  const volume = (radius) => (4 / 3) * Math.PI * radius ** 3;
  const mass = coreDensity * volume(coreRadius) + mantleDensity * (volume(planetRadius) - volume(coreRadius));
  return (GRAVITATION * mass) / planetRadius ** 2;
}

/** Heat that left the core through its surface, less that which it lost by cooling; over its turnover. */
function coreHeatLeft({ coreRadius, coreDensity, coreHeatCapacity }, { times, diagnostics }) {
  const { coreTemperature, coreHeatFlux } = diagnostics;
  let flown = 0;
  let turnover = 0;
  for (let k = 1; k < times.length; k++) {
    const heat = 0.5 * (coreHeatFlux[k] + coreHeatFlux[k - 1]) * (times[k] - times[k - 1]);
    flown += heat;
    turnover += Math.abs(heat);
  }
  const lost = ((coreRadius * coreDensity * coreHeatCapacity) / 3) * (coreTemperature[0] - coreTemperature.at(-1));
  return (flown - lost) / turnover;
}

function extremes(values) {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!(value >= minimum)) minimum = value;
    if (!(value <= maximum)) maximum = value;
  }
  return [minimum, maximum];
}

/** Every tenth of the output times. */
function tenths(series) {
  return Array.from(series).filter((_, frame) => frame % 10 === 0);
}

function gigayears({ times }) {
  return tenths(times).map((seconds) => (4.5 * seconds) / times.at(-1));
}
