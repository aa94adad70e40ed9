// The HDF5 library, set up once per thread: real files, and errors that are thrown instead of printed.
import { closeSync, openSync, readSync } from 'node:fs';
import h5wasm, { File as Hdf5File } from 'h5wasm/node';
import { TharsisError } from '../foundation/errors.js';
import { clearObjectTimes } from './object-times.js';
import { type LibraryFiles, refuseOtherFiles } from './other-files.js';

export type { File as Hdf5File } from 'h5wasm/node';
export { Dataset, Group } from 'h5wasm/node';

const library = await h5wasm.ready;
library.activate_throwing_error_handler();
const watchingOthers = refuseOtherFiles(library.FS as unknown as LibraryFiles);

/** Input, output and errors, which the library has open always. */
const STANDARD_STREAMS = 3;
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** Makes a new file, hands it to `write`, and closes it whatever happens. The same content gives the same bytes. */
export function createFile(path: string, write: (file: Hdf5File) => void): void {
  const file = new Hdf5File(path, 'w');
  try {
    write(file);
  } finally {
    file.close();
  }
  clearObjectTimes(path);
}

/**
 * Opens a file for reading, hands it to `read`, and closes it. What `read` needs of other files is refused: a checksum
 * covers one file.
 *
 * @throws TharsisError `archive-truncated`, `archive-filter`, `archive-type`, `archive-unreadable`
 */
export function openFile<Result>(path: string, read: (file: Hdf5File) => Result): Result {
  let file: Hdf5File;
  try {
    file = new Hdf5File(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
  const others: string[] = [];
  let result: Result;
  try {
    result = watchingOthers(others, () => read(file));
  } catch (error) {
    closeAnyway(file);
    requireAlone(path, others);
    throw error instanceof TharsisError ? error : unreadable(path, error);
  }
  file.close();
  requireAlone(path, others);
  return result;
}

/** Throws `archive-type` where the library tried to open other files. */
function requireAlone(path: string, [other]: readonly string[]): void {
  if (other === undefined) return;
  throw new TharsisError(
    'archive-type',
    `${path} keeps numbers in another file, ${other}`,
    'write all of them into the file itself: neither checksums nor copies cover others',
  );
}

/** Closes a file that could not be read; what goes wrong now would only hide why. */
function closeAnyway(file: Hdf5File): void {
  try {
    file.close();
  } catch {
    // The library has given up altogether; `holdsOpenFiles` says so.
  }
}

/**
 * Whether the library has files open. Between two files it should not, but keeps one of which it failed to read an
 * object, or while reading which it aborted: then it answers for the same path from its memory, and may be broken.
 */
export function holdsOpenFiles(): boolean {
  const { streams } = library.FS as unknown as { readonly streams: readonly unknown[] };
  return streams.slice(STANDARD_STREAMS).some((stream) => stream !== null && stream !== undefined);
}

/** Whether a file has the signature of HDF5 at its start or, behind a user block, at 512, 1024, 2048 ... bytes. */
export function hasHdf5Signature(path: string): boolean {
  const bytes = new Uint8Array(SIGNATURE.length);
  const file = openSync(path, 'r');
  try {
    for (let offset = 0; readSync(file, bytes, 0, bytes.length, offset) === bytes.length; offset = 2 * offset || 512) {
      if (SIGNATURE.every((byte, index) => bytes[index] === byte)) return true;
    }
    return false;
  } finally {
    closeSync(file);
  }
}

function unreadable(path: string, cause: unknown): TharsisError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/truncated/i.test(message)) {
    return new TharsisError('archive-truncated', `${path} is truncated`, 'copy or simulate it again', { cause });
  }
  if (/already open for (write|SWMR)|consistency flags/i.test(message)) {
    return new TharsisError(
      'archive-unreadable',
      `${path} is marked as open for writing, by a program that still writes it or that was killed`,
      `if none writes it any more, run: h5clear -s ${path}`,
      { cause },
    );
  }
  const filter = /required filter '([^']+)' is not registered/.exec(message)?.[1];
  if (filter !== undefined) {
    return new TharsisError(
      'archive-filter',
      `${path} is compressed with '${filter}', which cannot be read here`,
      "write it again with gzip (h5py: compression='gzip')",
      { cause },
    );
  }
  return new TharsisError(
    'archive-unreadable',
    `${path} cannot be read: ${reasonOf(message)}`,
    'copy or simulate it again',
    {
      cause,
    },
  );
}

/** The innermost reason of a stack of HDF5 errors ("#005: H5D.c line 402 in H5D__read(): can't read data"). */
export function reasonOf(message: string): string {
  const reasons = [...message.matchAll(/ in \w+\(\): (.+)$/gm)];
  return (reasons.at(-1)?.[1] ?? message.split('\n')[0] ?? '').trim();
}
