// Files appear whole or not at all: written under a temporary name, flushed to the disk, renamed, and the folder flushed,
// so that a name that was given stays after a loss of power.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { TharsisError } from './errors.js';
import { flushFolder, makeFolders } from './folders.js';
import { renameToNew } from './new-name.js';
import { sweepTemporaryFiles, temporaryPathOf } from './temporary-files.js';

/** Replaces `path` by `data`. Parent folders are made. A reader sees the old content or the new, never a part. */
export function writeFileAtomic(path: string, data: string | Uint8Array): void {
  replaceAtomically(path, (temporaryPath) => writeBytes(temporaryPath, 'w', data));
}

/**
 * Replaces `path` by what `write` leaves at the temporary path it is given (a sibling, so that the rename is atomic).
 * Whatever `write` throws, the old file stays and the temporary one is removed.
 */
export function replaceAtomically(path: string, write: (temporaryPath: string) => void): void {
  placeAtomically(path, write, renameSync);
}

/**
 * Creates `path` with `data`; gives false where it is there already. Of several processes that create one file, one does.
 */
export function createFileAtomic(path: string, data: string | Uint8Array): boolean {
  let created = true;
  placeAtomically(
    path,
    (temporaryPath) => writeBytes(temporaryPath, 'w', data),
    (temporaryPath) => {
      created = renameToNew(temporaryPath, path);
      if (!created) rmSync(temporaryPath);
    },
  );
  return created;
}

function placeAtomically(
  path: string,
  write: (temporaryPath: string) => void,
  place: (temporaryPath: string, path: string) => void,
): void {
  const temporaryPath = temporaryPathOf(path);
  try {
    makeFolders(dirname(path));
    sweepOnce(dirname(path));
    write(temporaryPath);
    flush(temporaryPath);
    place(temporaryPath, path);
    flushFolder(dirname(path));
  } catch (error) {
    removeQuietly(temporaryPath);
    throw explained(path, error);
  }
}

const swept = new Set<string>();

/** What killed processes left in a folder is removed by the next one that writes there. */
function sweepOnce(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  sweepTemporaryFiles(folder);
}

/** Why the file could not be written matters more than that its remains could not be removed. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The next process that writes into this folder tries again.
  }
}

/** Opens, writes and closes, each step of which may fail. */
function writeBytes(path: string, flags: 'w' | 'a', data: string | Uint8Array): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const descriptor = openSync(path, flags);
  let isOpen = true;
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    isOpen = false;
    closeSync(descriptor);
  } finally {
    if (isOpen) closeSync(descriptor);
  }
}

/** Appends a line to a log. */
export function appendLine(path: string, line: string): void {
  try {
    writeBytes(path, 'a', `${line}\n`);
  } catch (error) {
    throw explained(path, error);
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Failures that the same command may get over later, and those that need another path. */
const REMEDIES: Record<string, { readonly remedy: string; readonly exitCode: 1 | 2 }> = {
  ENOSPC: { remedy: 'free some space and run the same command again: it resumes from what is there', exitCode: 1 },
  EDQUOT: {
    remedy: 'free some of your quota and run the same command again: it resumes from what is there',
    exitCode: 1,
  },
  EFBIG: { remedy: 'raise the file size limit (ulimit -f) or choose another file system (--out)', exitCode: 1 },
  EIO: {
    remedy: 'the disk or the network reports an error: check it, then run the same command again: it resumes',
    exitCode: 1,
  },
  EACCES: { remedy: 'choose a folder you may write to (--out)', exitCode: 2 },
  EPERM: { remedy: 'choose a folder you may write to (--out)', exitCode: 2 },
  EROFS: { remedy: 'choose a folder on a writable file system (--out)', exitCode: 2 },
  ENOENT: {
    remedy: 'choose another folder (--out), or run the same command again if this one was removed',
    exitCode: 2,
  },
  EEXIST: { remedy: 'a part of this path is a file; choose another folder (--out)', exitCode: 2 },
  ENOTDIR: { remedy: 'a part of this path is a file; choose another folder (--out)', exitCode: 2 },
  ENAMETOOLONG: { remedy: 'choose a shorter path (--out) or name', exitCode: 2 },
  ELOOP: { remedy: 'this path leads through links that lead to one another; choose another (--out)', exitCode: 2 },
  EISDIR: { remedy: 'this is a folder; give the path of a file (--out)', exitCode: 2 },
};

/** Those of networks and of limits, which are many. */
const OTHER = { remedy: 'check disk and network, then run the same command again: it resumes', exitCode: 1 } as const;

function explained(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  const known = REMEDIES[code] ?? OTHER;
  const message = `cannot write ${path}: ${(error as Error).message}`;
  return new TharsisError('file-not-written', message, known.remedy, { cause: error, exitCode: known.exitCode });
}
