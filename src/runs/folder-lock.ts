// One process works in a folder at a time. The lock file names its owner by host and process; it appears whole or not
// at all where there are hard links, and the lock of a process that is gone is taken over.
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TharsisError } from '../foundation/errors.js';
import { makeFolders } from '../foundation/folders.js';
import { parseJson } from '../foundation/json-text.js';
import { renameToNew } from '../foundation/new-name.js';
import { isAlive, temporaryPathOf } from '../foundation/temporary-files.js';

const LOCK_NAME = 'run.lock';
/** Without hard links a lock is empty for a moment: one that is older, ms, does not get an owner any more. */
const FILLING = 500;
/** ms between two looks at such a lock. */
const POLL = 10;

interface Owner {
  readonly host: string;
  readonly process: number;
}

/**
 * Makes the folder if need be, and locks it. Gives the function that unlocks it.
 *
 * @throws TharsisError `folder-busy`, `folder-unusable`
 */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, LOCK_NAME);
  const own = temporaryPathOf(lock);
  makeFolder(folder);
  try {
    writeFileSync(own, JSON.stringify({ host: hostname(), process: process.pid } satisfies Owner));
    while (!renameToNew(own, lock)) clearAway(lock, own, folder);
  } catch (error) {
    throw error instanceof TharsisError ? error : unusable(folder, error);
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    // Somebody may have removed the folder, and another process may work there now.
    if (isOurs(folder)) rmSync(lock, { force: true });
  };
}

/** Whether this process still has the lock of a folder. */
function isOurs(folder: string): boolean {
  const owner = ownerOf(join(folder, LOCK_NAME));
  return typeof owner === 'object' && owner.host === hostname() && owner.process === process.pid;
}

/**
 * What is to be reported of an error that stopped the work in a locked folder: that the folder is gone, where it is.
 */
export function reasonOfStop(folder: string, error: unknown): unknown {
  return isOurs(folder) ? error : removed(folder, error);
}

/**
 * Throws where a locked folder was removed, or is no longer the one that was locked.
 *
 * @throws TharsisError `folder-removed`
 */
export function refuseRemoved(folder: string): void {
  if (!isOurs(folder)) throw removed(folder);
}

function removed(folder: string, cause?: unknown): TharsisError {
  return new TharsisError(
    'folder-removed',
    `the folder ${folder} was removed or replaced while this command worked in it`,
    'remove what is left of it and run the same command again: it starts over',
    { cause, exitCode: 1 },
  );
}

function makeFolder(folder: string): void {
  try {
    makeFolders(folder);
  } catch (error) {
    throw unusable(folder, error);
  }
}

/** Removes the lock of a process that is gone; throws if its owner lives, or may live on another host. */
function clearAway(lock: string, own: string, folder: string): void {
  const owner = ownerOf(lock);
  if (owner === 'gone') return;
  if (owner === undefined && isNew(lock)) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL);
    return;
  }
  if (owner !== undefined && (owner.host !== hostname() || (owner.process !== process.pid && isAlive(owner.process)))) {
    throw new TharsisError(
      'folder-busy',
      `process ${owner.process} on ${owner.host} is already working in ${folder}`,
      `wait for it, stop it, or choose another folder with --out (if it is gone, remove ${lock})`,
    );
  }
  // Of several processes that find the same stale lock, a rename lets one have it; what it has is looked at again.
  const taken = `${own}.stale`;
  try {
    renameSync(lock, taken);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const found = ownerOf(taken);
  const isStale = JSON.stringify(found) === JSON.stringify(owner);
  if (!isStale) renameToNew(taken, lock);
  rmSync(taken, { force: true });
}

/** Whether a file may be one that its process has reserved and is about to fill. */
function isNew(lock: string): boolean {
  const modified = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && Math.abs(Date.now() - modified) < FILLING;
}

/** The owner of a lock; undefined where the file does not name it, 'gone' where there is no file any more. */
function ownerOf(lock: string): Owner | undefined | 'gone' {
  try {
    const { host, process: id } = parseJson(readFileSync(lock, 'utf8')) as Partial<Owner>;
    return typeof host === 'string' && typeof id === 'number' ? { host, process: id } : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : undefined;
  }
}

function unusable(folder: string, error: unknown): TharsisError {
  return new TharsisError(
    'folder-unusable',
    `cannot work in the folder ${folder}: ${(error as Error).message}`,
    'choose another folder with --out',
    { cause: error },
  );
}
