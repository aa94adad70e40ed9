// A run is a folder: runs/<name>/ with config.yaml (resolved), environment.json, events.jsonl, metrics.json, and what
// the stages leave. One process works in it at a time.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { requirePath } from '../foundation/argument.js';
import { appendLine, writeFileAtomic } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';
import { sweepTemporaryFiles } from '../foundation/temporary-files.js';
import { describeEnvironment } from './environment.js';
import { lockFolder, refuseRemoved } from './folder-lock.js';

/** An open run folder. `close` gives it free for other processes. */
export interface RunFolder {
  readonly path: string;
  /** Absolute or relative path of a file in the folder. */
  file(...parts: string[]): string;
  /**
   * Appends one line to events.jsonl, with the time.
   *
   * @throws TharsisError `folder-removed`
   */
  record(event: string, details?: Record<string, unknown>): void;
  close(): void;
}

/** Opens (or makes) a run folder, locks it, and writes the resolved configuration and the environment into it. */
export function openRunFolder(path: string, configuration: unknown): RunFolder {
  requirePath('openRunFolder(path)', path);
  const file = (...parts: string[]): string => join(path, ...parts);
  refuseForeignFolder(path);
  const unlock = lockFolder(path);
  const removed = sweepTemporaryFiles(path, { deep: true });
  writeFileAtomic(file('config.yaml'), stringify(configuration));
  writeFileAtomic(file('environment.json'), `${JSON.stringify(describeEnvironment(), null, 2)}\n`);
  const record: RunFolder['record'] = (event, details = {}) => {
    refuseRemoved(path);
    appendLine(file('events.jsonl'), JSON.stringify({ time: new Date().toISOString(), event, ...details }));
  };
  if (removed.length > 0) record('half-written-files-removed', { files: removed });
  return { path, file, record, close: unlock };
}

/** A run replaces files of fixed names, which may only be its own. */
function refuseForeignFolder(path: string): void {
  if (!existsSync(path) || !statSync(path).isDirectory()) return;
  const names = readdirSync(path).filter((name) => !name.startsWith('run.lock'));
  if (names.length === 0 || names.includes('config.yaml')) return;
  throw new TharsisError(
    'folder-not-a-run',
    `${path} is neither empty nor a run folder: it holds ${names.slice(0, 3).join(', ')}`,
    'choose another folder with --out',
  );
}
