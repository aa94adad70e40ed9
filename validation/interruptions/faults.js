// Loaded before a command (node --import): counts the operations that make files, and lets one of them go wrong.
//
// THARSIS_FAULT=KIND:THREAD:NUMBER with KIND an error code (ENOSPC, EIO, EACCES), `kill` (SIGKILL before the operation)
// or `power` (likewise, and what was not flushed is lost), THREAD `main` or `worker`, NUMBER from 0 on. With
// THARSIS_COUNTS=PATH the numbers of operations are kept in PATH.main and PATH.worker.
//
// The clock of the main thread stands still, so that wall times are the same in every run; that of a worker jumps, so that
// every simulation writes checkpoints.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const OPERATIONS = ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync', 'linkSync', 'mkdirSync'];
const JUMP = 31_000;

const thread = isMainThread ? 'main' : 'worker';
const [kind, where, number] = (process.env.THARSIS_FAULT ?? '').split(':');
const counts = process.env.THARSIS_COUNTS;
const own = Object.fromEntries(OPERATIONS.map((name) => [name, fs[name]]));
const { writeFileSync, truncateSync, readFileSync, rmSync } = fs;

/** By path: how long the file was when it was last flushed. */
const unflushed = new Map();
/** By descriptor. */
const paths = new Map();
/** Names that were given since their folder was flushed, and what they named before. */
const unsettled = [];
let count = 0;

function losePower() {
  for (const { path, before } of unsettled.reverse()) {
    if (before === undefined) rmSync(path, { force: true });
    else writeFileSync(path, before);
    unflushed.delete(path);
  }
  for (const [path, length] of unflushed) if (fs.existsSync(path)) truncateSync(path, length);
}

function stop(name) {
  if (kind === 'power') losePower();
  if (kind === 'power' || kind === 'kill') {
    process.kill(process.pid, 'SIGKILL');
    // The signal may take a moment to arrive: nothing happens until then.
    for (;;);
  }
  const syscall = name.replace('Sync', '');
  throw Object.assign(new Error(`${kind}: injected, ${syscall}`), { code: kind, syscall, errno: -1 });
}

function sizeOf(path) {
  return fs.statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function contentOf(path) {
  return fs.existsSync(path) ? readFileSync(path) : undefined;
}

/** Keeps the books of what a loss of power would take. */
const books = {
  openSync: ([path], descriptor) => paths.set(descriptor, String(path)),
  fsyncSync: ([descriptor]) => {
    const path = paths.get(descriptor);
    unflushed.delete(path);
    for (let index = unsettled.length - 1; index >= 0; index--) {
      if (dirname(unsettled[index].path) === path) unsettled.splice(index, 1);
    }
  },
};

for (const name of OPERATIONS) {
  fs[name] = (...words) => {
    const mine = count++;
    if (counts !== undefined) writeFileSync(`${counts}.${thread}`, String(count));
    if (where === thread && mine === Number(number)) stop(name);
    if (kind !== 'power') return own[name](...words);
    if (name === 'writeSync') {
      const path = paths.get(words[0]);
      if (path !== undefined && !unflushed.has(path)) unflushed.set(path, sizeOf(path));
    }
    if (name === 'renameSync') {
      const [from, to] = words;
      unsettled.push({ path: to, before: contentOf(to) });
      if (unflushed.has(from)) unflushed.set(to, 0);
      unflushed.delete(from);
    }
    const result = own[name](...words);
    books[name]?.(words, result);
    return result;
  };
}
syncBuiltinESMExports();

let now = 0;
performance.now = isMainThread ? () => 0 : () => (now += JUMP);
