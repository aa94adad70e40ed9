// Files appear whole or not at all: written under a temporary name, flushed to the disk, renamed.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { TharsisError } from './errors.js';

/** Replaces `path` by `data`. Parent folders are made. A reader sees the old content or the new, never a part. */
export function writeFileAtomic(path: string, data: string | Uint8Array): void {
  replaceAtomically(path, (temporaryPath) => writeFileSync(temporaryPath, data));
}

/**
 * Replaces `path` by what `write` leaves at the temporary path it is given (a sibling, so that the rename is atomic).
 * Whatever `write` throws, the old file stays and the temporary one is removed.
 */
export function replaceAtomically(path: string, write: (temporaryPath: string) => void): void {
  const temporaryPath = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    write(temporaryPath);
    flush(temporaryPath);
    renameSync(temporaryPath, path);
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

const REMEDIES: Record<string, string> = {
  ENOSPC: 'free some space and run the same command again: it resumes from what is already there',
  EDQUOT: 'free some of your quota and run the same command again: it resumes from what is already there',
  EACCES: 'choose a folder you may write to (--out)',
  EPERM: 'choose a folder you may write to (--out)',
  EROFS: 'choose a folder on a writable file system (--out)',
  EEXIST: 'a part of this path is a file; choose another folder (--out)',
  ENOTDIR: 'a part of this path is a file; choose another folder (--out)',
  EFBIG: 'raise the file size limit (ulimit -f) or choose another file system (--out)',
};

function explained(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const remedy = REMEDIES[code];
  if (remedy === undefined) return error;
  const message = `cannot write ${path}: ${(error as Error).message}`;
  return new TharsisError('file-not-written', message, remedy, { cause: error, exitCode: 1 });
}
