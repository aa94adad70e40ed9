// Mutated inputs for every reader: npm run fuzz -- [--reader NAME] [--count N] [--seed S] [--minutes M] [--out FOLDER]
// [--results FILE]. By hand, for minutes or hours. Each trial is a good input with something wrong, and must end as the
// same content, in one line of a TharsisError, or, where no digest stands over it, in another content that is well
// formed. Anything else is a fault, whose input is kept in FOLDER. The same command goes on where it was stopped.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../bin/build.js';

build();
const { runCampaign } = await import('./campaign.js');
const { readers } = await import('./registry.js');
const { writeFileAtomic } = await import('../../dist/foundation/atomic-file.js');
const { describeMeasurement } = await import('../../dist/runs/environment.js');

const { values } = parseArgs({
  options: {
    reader: { type: 'string' },
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
    out: { type: 'string', default: 'runs/fuzz' },
    results: { type: 'string' },
  },
});
const [count, seed, minutes] = [values.count, values.seed, values.minutes].map(Number);
const chosen = values.reader === undefined ? readers : readers.filter(({ name }) => name === values.reader);
const wrong = [count, seed, minutes].some((number) => !(number >= 0)) || chosen.length === 0;
if (wrong) {
  console.error(`--count, --seed and --minutes are numbers; readers: ${readers.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const statePath = join(out, `state-${seed}.json`);
const states = existsSync(statePath) ? JSON.parse(readFileSync(statePath, 'utf8')) : {};
const began = performance.now();

for (const [index, { name }] of chosen.entries()) {
  states[name] ??= { done: 0, verdicts: {}, faults: [], seconds: 0 };
  const state = states[name];
  const [start, seconds] = [performance.now(), state.seconds];
  const folder = join(out, 'inputs', name);
  mkdirSync(folder, { recursive: true });
  let shown = Number.NEGATIVE_INFINITY;
  const progress = () => {
    const now = performance.now();
    if (now - shown < 10_000 && state.done < count) return;
    shown = now;
    state.seconds = seconds + (now - start) / 1000;
    writeFileAtomic(statePath, JSON.stringify(states));
    console.error(`${name} ${state.done}/${count} ${JSON.stringify(state.verdicts)}`);
  };
  // The time is shared evenly by the readers that are left.
  const left = began + 60_000 * minutes - start;
  const until = start + left / (chosen.length - index);
  await runCampaign({ name, seed, count, until, folder, faultFolder: join(out, 'faults'), state, progress });
  shown = Number.NEGATIVE_INFINITY;
  progress();
}
const rows = Object.entries(states).map(([reader, state]) => ({
  reader,
  trials: state.done,
  ...state,
  done: undefined,
}));
const document = { provenance: describeMeasurement(), seed, readers: rows };
const text = `${JSON.stringify(document, null, 1)}\n`;
if (values.results === undefined) process.stdout.write(text);
else writeFileSync(values.results, text);
process.exitCode = rows.some((row) => row.faults.length > 0) ? 1 : 0;
