// How fast a trained surrogate answers: node bench/query.js [MODEL] [--json]. Run `npm run mars` first; nothing else may
// compute.
import { openEngine, openSurrogate } from 'tharsis';
import { build } from '../bin/build.js';

build();
const { describeMeasurement } = await import('../dist/runs/environment.js');

const json = process.argv.includes('--json');
const folder = process.argv.slice(2).find((word) => word !== '--json') ?? 'runs/mars-quick/model';
const results = [];
const repetitions = 50;

for (const threads of [1, 2]) {
  const engine = await openEngine('onnx', { threads });
  const surrogate = openSurrogate(folder, engine);
  const { times, parameters: ranges, grid } = surrogate.model.description;
  const middle = Object.fromEntries(
    Object.entries(ranges).map(([name, { minimum, maximum }]) => [name, (minimum + maximum) / 2]),
  );
  const initial = new Float32Array(grid.r.length * grid.phi.length).fill(1700);
  const many = Array.from({ length: 32 }, () => middle);
  await report(`FNN, one evolution of ${times.length} frames`, threads, () => surrogate.predict('fnn', middle, times));
  await report(`FNN, ${many.length} evolutions at once`, threads, () => surrogate.predictMany('fnn', many, times));
  await report(`LSTM, one evolution of ${times.length} frames`, threads, () =>
    surrogate.predict('lstm', middle, times, { initialField: initial }),
  );
  await surrogate.dispose();
  await engine.dispose();
}

if (json) console.log(JSON.stringify({ provenance: describeMeasurement(), results }, null, 2));

async function report(what, threads, query) {
  await query();
  const milliseconds = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const began = performance.now();
    await query();
    milliseconds.push(performance.now() - began);
  }
  milliseconds.sort((a, b) => a - b);
  const [least, median] = [milliseconds[0], milliseconds[repetitions >> 1]].map((value) => value.toFixed(2));
  if (!json) console.log(`${what}, ${threads} thread(s): median ${median} ms, least ${least} ms`);
  const row = results.find((result) => result.what === what);
  if (row === undefined) results.push({ what, milliseconds: { [threads]: Number(median) } });
  else row.milliseconds[threads] = Number(median);
}
