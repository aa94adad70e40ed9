// Files appear whole or not at all: written under a temporary name, flushed to the disk, renamed.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { TharsisError } from './errors.js';
import { makeFolders } from './folders.js';

/** Replaces `path` by `data`. Parent folders are made. A reader sees the old content or the new, never a part. */
export function writeFileAtomic(path: string, data: string | Uint8Array): void {
  replaceAtomically(path, (temporaryPath) => writeFileSync(temporaryPath, data));
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
    (temporaryPath) => writeFileSync(temporaryPath, data),
    (temporaryPath) => {
      created = linkedAnew(temporaryPath, path);
      rmSync(temporaryPath);
    },
  );
  return created;
}

/** Gives a file a second name, unless that name is taken. */
function linkedAnew(file: string, path: string): boolean {
  try {
    linkSync(file, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function placeAtomically(
  path: string,
  write: (temporaryPath: string) => void,
  place: (temporaryPath: string, path: string) => void,
): void {
  const temporaryPath = `${path}.${process.pid}.tmp`;
  try {
    makeFolders(dirname(path));
    write(temporaryPath);
    flush(temporaryPath);
    place(temporaryPath, path);
    flush(dirname(path));
  } catch (error) {
    if (existsSync(temporaryPath)) rmSync(temporaryPath);
    throw explained(path, error);
  }
}

/** Appends a line to a log. */
export function appendLine(path: string, line: string): void {
  try {
    appendFileSync(path, `${line}\n`);
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
  EACCES: { remedy: 'choose a folder you may write to (--out)', exitCode: 2 },
  EPERM: { remedy: 'choose a folder you may write to (--out)', exitCode: 2 },
  EROFS: { remedy: 'choose a folder on a writable file system (--out)', exitCode: 2 },
  ENOENT: { remedy: 'choose another folder (--out)', exitCode: 2 },
  EEXIST: { remedy: 'a part of this path is a file; choose another folder (--out)', exitCode: 2 },
  ENOTDIR: { remedy: 'a part of this path is a file; choose another folder (--out)', exitCode: 2 },
  ENAMETOOLONG: { remedy: 'choose a shorter path (--out) or name', exitCode: 2 },
  ELOOP: { remedy: 'this path leads through links that lead to one another; choose another (--out)', exitCode: 2 },
  EISDIR: { remedy: 'this is a folder; give the path of a file (--out)', exitCode: 2 },
};

function explained(path: string, error: unknown): unknown {
  const known = REMEDIES[(error as NodeJS.ErrnoException).code ?? ''];
  if (known === undefined) return error;
  const message = `cannot write ${path}: ${(error as Error).message}`;
  return new TharsisError('file-not-written', message, known.remedy, { cause: error, exitCode: known.exitCode });
}
