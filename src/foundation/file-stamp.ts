// Whether a file is still the one whose content was hashed. Reading gigabytes at every start costs minutes; so a hash
// is trusted while size and time of modification are what they were when it was taken, as make and git do. A file that
// was touched or copied is hashed anew. Bytes that rot on the disk do not show here; verifying a manifest reads them
// all.
import { statSync } from 'node:fs';
import { sha256File } from './digest.js';

/** What is remembered of a file beside its SHA-256. */
export interface FileStamp {
  readonly bytes: number;
  /** Time of modification, ms since 1970. */
  readonly modified: number;
}

/** The stamp of a file; undefined where there is none. */
export function stampOf(path: string): FileStamp | undefined {
  const status = statSync(path, { throwIfNoEntry: false });
  return status?.isFile() ? { bytes: status.size, modified: status.mtimeMs } : undefined;
}

/** Whether the file has this content; without a stamp, or with one that no longer fits, it is read. */
export function hasContent(path: string, sha256: string, stamp: FileStamp | undefined): boolean {
  const found = stampOf(path);
  if (found === undefined) return false;
  if (stamp !== undefined && found.bytes !== stamp.bytes) return false;
  return found.modified === stamp?.modified || sha256File(path) === sha256;
}
