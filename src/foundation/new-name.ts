// Giving a finished file its name only where that name is free: of several processes that want one, one gets it.
import { closeSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';

/** How file systems without hard links (FAT, many of SMB and FUSE) answer, or those where a file has too many. */
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS'];

/**
 * Renames `file` to `path` unless that is there already: then it gives false, and `file` stays. Where there are no hard
 * links, an empty file stands at `path` for a moment before.
 */
export function renameToNew(file: string, path: string): boolean {
  try {
    linkSync(file, path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    if (!WITHOUT_LINKS.includes(code)) throw error;
    return renameToReserved(file, path);
  }
  rmSync(file);
  return true;
}

function renameToReserved(file: string, path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    renameSync(file, path);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
