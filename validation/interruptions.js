// Whether a pipeline survives whatever stops it: node validation/interruptions.js [TRIALS OF EACH KIND] [--json]. By hand;
// a trial takes some ten processor seconds. Between two operations that make files nothing on the disk changes, so a
// pipeline that is stopped before any of them is stopped in every way there is. Before evenly spaced operations of the
// main thread and of the worker (interruptions/faults.js): SIGKILL; SIGKILL and the loss of all that was not flushed; the
// errors of a full disk, of a broken one and of missing permission. Then the same command runs again, and every file is
// compared with those of a run that nothing stopped.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../bin/build.js';

build();
const { describeMeasurement } = await import('../dist/runs/environment.js');
const { sha256 } = await import('../dist/foundation/digest.js');

const json = process.argv.includes('--json');
const print = json ? () => {} : console.log;
const [trials = 10] = process.argv
  .slice(2)
  .filter((word) => word !== '--json')
  .map(Number);
const kinds = ['kill', 'power', 'ENOSPC', 'EIO', 'EACCES'];
const root = mkdtempSync(join(tmpdir(), 'tharsis-interruptions-'));
// One name for all runs: records and environments hold it.
const folder = join(root, 'run');
const here = import.meta.dirname;

/** Runs the pipeline in a folder of its own; all but the clock and the fault is that of any user. */
function run(environment) {
  const faults = join(here, 'interruptions', 'faults.js');
  const command = [join(here, '..', 'bin', 'tharsis.js'), 'run', join(here, 'interruptions', 'tiny.json')];
  return spawnSync(process.execPath, ['--import', faults, ...command, '--out', folder, '--threads', '1'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, THARSIS_CACHE: 'off', ...environment },
  });
}

/** Wall times of workers, whose clock does not stand still, and the seals over them. */
const CHANGING = /^(seconds.*|.*[sS]peedup.*|stamps?|tharsis:seal)$/;
const WITH_TIMES = /^(metrics\.json|stages\/|archive\/.*\.json$)/;

/** The digest of each file below a folder but for the log of events, by name; wall times are left out. */
function digests() {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'events.jsonl')
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return new Map(names.sort().map((name) => [name, digest(name, readFileSync(join(folder, name)))]));
}

function digest(name, bytes) {
  if (!WITH_TIMES.test(name)) return sha256(bytes);
  const content = JSON.parse(bytes.toString(), (key, value) => (CHANGING.test(key) ? undefined : value));
  return sha256(JSON.stringify(content));
}

/** The stage in which a run was stopped. */
function stageOf() {
  const path = join(folder, 'events.jsonl');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').filter(Boolean) : [];
  const events = lines.map((line) => JSON.parse(line)).filter(({ event }) => event.startsWith('stage-'));
  const last = events.at(-1);
  if (last === undefined) return 'before the first stage';
  return last.event === 'stage-started' ? last.stage : `after ${last.stage}`;
}

const counts = join(root, 'counts');
const uninterrupted = run({ THARSIS_COUNTS: counts });
if (uninterrupted.status !== 0) throw new Error(uninterrupted.stderr);
const expected = digests();
const total = { main: Number(readFileSync(`${counts}.main`)), worker: Number(readFileSync(`${counts}.worker`)) };
const points = Array.from({ length: trials }, (_, trial) => {
  const operation = Math.floor(((trial + 0.5) * (total.main + total.worker)) / trials);
  return operation < total.main ? ['main', operation] : ['worker', operation - total.main];
});

/** What is wrong with a trial, in words; nothing where all is as it should be. */
function problemOf(kind, stopped) {
  const isKilled = kind === 'kill' || kind === 'power';
  if (isKilled && stopped.signal !== 'SIGKILL') return `it was not stopped (exit ${stopped.status})`;
  const errors = stopped.stderr.split('\n').filter((line) => line.startsWith('error: '));
  if (!isKilled && stopped.status !== 0) {
    if (errors.length !== 1 || /\n {4}at /.test(stopped.stderr)) return `no line but ${stopped.stderr}`;
    if (![1, 2].includes(stopped.status)) return `exit ${stopped.status}`;
  }
  const resumed = run({});
  if (resumed.status !== 0) return `the next command: ${resumed.stderr}`;
  const found = digests();
  const names = new Set([...expected.keys(), ...found.keys()]);
  const different = [...names].filter((name) => expected.get(name) !== found.get(name));
  return different.length === 0 ? undefined : `other bytes in ${different.join(', ')}`;
}

const runs = kinds.map((kind) => {
  const stages = {};
  const problems = [];
  let tolerated = 0;
  for (const [thread, operation] of points) {
    rmSync(folder, { recursive: true, force: true });
    const stopped = run({ THARSIS_FAULT: `${kind}:${thread}:${operation}` });
    if (stopped.status === 0) tolerated++;
    const stage = existsSync(folder) ? stageOf() : 'before the first stage';
    stages[stage] = (stages[stage] ?? 0) + 1;
    const problem = problemOf(kind, stopped);
    if (problem !== undefined) problems.push(`${thread} ${operation} (${stage}): ${problem}`);
    print(`${kind} before operation ${operation} of the ${thread} thread, ${stage}: ${problem ?? 'same bytes'}`);
  }
  return { kind, trials, tolerated, sameBytes: trials - problems.length, stages, problems };
});
rmSync(root, { recursive: true });
if (json) {
  console.log(
    JSON.stringify({ provenance: describeMeasurement(), files: expected.size, operations: total, runs }, null, 2),
  );
}
