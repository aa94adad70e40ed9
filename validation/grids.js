// How coarse a grid may be: evolutions over 4.5 Gyr on coarse grids beside a fine one, over the reference viscosity. By
// hand, from the root of the repository:
//   node validation/grids.js FILE [--threads 2] > validation/results/grids.json
// FILE (JSON) gets the evolutions one by one, and is read again when the command is repeated; the differences from the
// finest grid go to stdout. About an hour on two cores.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { build } from '../bin/build.js';
import { exampleParameters } from './example-parameters.js';

const physics = ['boussinesq', 'default'];
const viscosities = [1e22, 1e21, 1e20];
/** Radial cells, azimuthal cells, stretching; the first is the reference. */
const grids = [
  [96, 126, 2],
  [96, 126, 1],
  [64, 84, 1],
  [64, 84, 3],
  [48, 64, 1],
  [48, 64, 3],
  [40, 52, 1],
  [40, 52, 2],
  [40, 52, 3],
  [40, 52, 4],
  [32, 42, 1],
  [32, 42, 3],
];
/** Heights at which profiles are compared, in parts of the mantle's depth: the uppermost lies above the last center of coarse grids. */
const LEVELS = 64;

if (isMainThread) {
  build();
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { threads: { type: 'string' } } });
  const [file] = positionals;
  if (file === undefined) throw new Error('give a file for the results');
  const { describeMeasurement } = await import('../dist/runs/environment.js');
  const runs = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).runs : [];
  const isDone = (task) => runs.some((run) => nameOf(run) === nameOf(task));
  // Short ones first.
  const tasks = grids
    .toReversed()
    .flatMap(([radial, azimuthal, stretching]) =>
      physics.flatMap((set) =>
        viscosities.map((referenceViscosity) => ({ physics: set, referenceViscosity, radial, azimuthal, stretching })),
      ),
    )
    .filter((task) => !isDone(task));
  const total = tasks.length;
  const next = async () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      process.stderr.write(`${total - tasks.length}/${total} ${nameOf(task)}\n`);
      const result = await new Promise((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: task });
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      runs.push({ ...task, ...result });
      writeFileSync(`${file}.part`, `${JSON.stringify({ provenance: describeMeasurement(), runs }, null, 2)}\n`);
      renameSync(`${file}.part`, file);
    }
  };
  await Promise.all(Array.from({ length: Number(values.threads ?? 2) }, next));
  const reference = `${grids[0].slice(0, 2).join(' x ')} cells, stretching ${grids[0][2]}`;
  console.log(
    JSON.stringify({ provenance: describeMeasurement(), reference, runs: runs.map(compared(runs)) }, null, 2),
  );
} else {
  parentPort.postMessage(await evolve(workerData));
}

/** What a run says at its end, and its differences from the finest grid. */
function compared(runs) {
  return (run) => {
    const { profiles, meanTemperature, coreTemperature, surfaceHeatFlux, coreHeatFlux, ...rest } = run;
    const [radial, azimuthal, stretching] = grids[0];
    const fine = runs.find((other) => nameOf(other) === nameOf({ ...run, radial, azimuthal, stretching }));
    const errors = profiles.map((values, frame) => values.map((value, k) => value - fine.profiles[frame][k]));
    const rms = (values) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    return {
      ...rest,
      meanTemperature: meanTemperature.at(-1),
      coreTemperature: coreTemperature.at(-1),
      surfaceHeatFlux: surfaceHeatFlux.at(-1),
      coreHeatFlux: coreHeatFlux.at(-1),
      ...(run !== fine && {
        meanTemperatureError: meanTemperature.at(-1) - fine.meanTemperature.at(-1),
        coreHeatFluxError: rms(coreHeatFlux.map((flux, frame) => flux - fine.coreHeatFlux[frame])),
        surfaceHeatFluxError: rms(surfaceHeatFlux.map((flux, frame) => flux - fine.surfaceHeatFlux[frame])),
        profileErrorAtEnd: rms(errors.at(-1)),
        profileError: rms(errors.flat()),
        largestProfileErrorAtEnd: Math.max(...errors.at(-1).map(Math.abs)),
      }),
    };
  };
}

function nameOf({ physics: set, referenceViscosity, radial, azimuthal, stretching }) {
  return `${set} ${referenceViscosity} ${radial}x${azimuthal} ${stretching}`;
}

async function evolve({ physics: set, referenceViscosity, radial, azimuthal, stretching }) {
  const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
  const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
  const { boussinesqPhysics } = await import('../dist/convection/evolution/physics-presets.js');
  const began = process.cpuUsage();
  const evolution = simulateEvolution(
    { ...exampleParameters, referenceViscosity },
    {
      ...defaultEvolution,
      ...(set === 'boussinesq' && boussinesqPhysics),
      cells: { radial, azimuthal },
      stretching,
      outputIntervals: 45,
    },
  );
  const { user, system } = process.cpuUsage(began);
  const { diagnostics, r, phi, temperature, solver } = evolution;
  const frames = temperature.length / (r.length * phi.length);
  return {
    cpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
    steps: solver.steps,
    meanTemperature: rounded(diagnostics.meanTemperature, 2),
    coreTemperature: rounded(diagnostics.coreTemperature, 2),
    surfaceHeatFlux: rounded(
      Array.from(diagnostics.surfaceHeatFlux, (flux) => 1e3 * flux),
      3,
    ),
    coreHeatFlux: rounded(
      Array.from(diagnostics.coreHeatFlux, (flux) => 1e3 * flux),
      3,
    ),
    profiles: Array.from({ length: frames }, (_, frame) => profile(evolution, frame)),
  };
}

/** Horizontal means at all levels but the uppermost, K. */
function profile({ r, phi, temperature }, frame) {
  const means = Array.from(r, (_, i) => {
    let sum = 0;
    for (let j = 0; j < phi.length; j++) sum += temperature[(frame * r.length + i) * phi.length + j];
    return sum / phi.length;
  });
  const inner = 1.5 * r[0] - 0.5 * r[1];
  const outer = 1.5 * r.at(-1) - 0.5 * r.at(-2);
  const levels = Array.from({ length: LEVELS - 1 }, (_, k) => inner + ((k + 0.5) / LEVELS) * (outer - inner));
  return rounded(
    levels.map((radius) => {
      const above = Math.min(
        Math.max(
          1,
          r.findIndex((other) => other >= radius),
        ),
        r.length - 1,
      );
      const share = (radius - r[above - 1]) / (r[above] - r[above - 1]);
      return means[above - 1] + share * (means[above] - means[above - 1]);
    }),
    1,
  );
}

function rounded(values, decimals) {
  return Array.from(values, (value) => Number(value.toFixed(decimals)));
}
