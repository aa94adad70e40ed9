// A run is a folder: runs/<name>/ with config.yaml (resolved), environment.json, events.jsonl, metrics.json, and what
// the stages leave. One process works in it at a time.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { appendLine, writeFileAtomic } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';
import { describeEnvironment } from './environment.js';

/** An open run folder. `close` gives it free for other processes. */
export interface RunFolder {
  readonly path: string;
  /** Absolute or relative path of a file in the folder. */
  file(...parts: string[]): string;
  /** Appends one line to events.jsonl, with the time. */
  record(event: string, details?: Record<string, unknown>): void;
  close(): void;
}

/** Opens (or makes) a run folder, locks it, and writes the resolved configuration and the environment into it. */
export function openRunFolder(path: string, configuration: unknown): RunFolder {
  const file = (...parts: string[]): string => join(path, ...parts);
  makeFolder(path);
  const unlock = lock(file('run.lock'), path);
  writeFileAtomic(file('config.yaml'), stringify(configuration));
  writeFileAtomic(file('environment.json'), `${JSON.stringify(describeEnvironment(), null, 2)}\n`);
  return {
    path,
    file,
    record: (event, details = {}) => {
      appendLine(file('events.jsonl'), JSON.stringify({ time: new Date().toISOString(), event, ...details }));
    },
    close: unlock,
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): TharsisError {
  return new TharsisError(
    'run-folder-unusable',
    `cannot work in the run folder ${path}: ${(error as Error).message}`,
    'choose another folder with --out',
    { cause: error },
  );
}

/** Takes the lock file; a lock whose process is gone (killed) is taken over. */
function lock(lockFile: string, folder: string): () => void {
  while (!created(lockFile)) {
    const owner = Number(readFileSync(lockFile, 'utf8'));
    if (owner !== process.pid && isAlive(owner)) {
      throw new TharsisError(
        'run-folder-busy',
        `process ${owner} is already working in ${folder}`,
        `wait for it, stop it, or choose another folder with --out (if it is no tharsis process, remove ${lockFile})`,
      );
    }
    rmSync(lockFile, { force: true });
  }
  return () => rmSync(lockFile, { force: true });
}

/** Whether this process made the lock file; false when it is there already. */
function created(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw unusable(dirname(lockFile), error);
  }
}

function isAlive(process_: number): boolean {
  if (!Number.isInteger(process_) || process_ <= 0) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
