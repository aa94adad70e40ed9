// HDF5 files may keep numbers in other files: in raw storage, as virtual datasets, behind external links. The library is
// kept from opening any file but the one that is read, which holds for all of these, and for files that would hang it.

/** Of the file system of the library (Emscripten) what is used here. */
export interface LibraryFiles {
  open(path: string, flags: number | string, mode?: number): unknown;
  readonly ErrnoError: new (code: number) => Error;
}

const ACCESS_MODE = 3;
const READ_ONLY = 0;
const DIRECTORY = 0o200000;
/** "Permission denied", as WASI numbers it. */
const DENIED = 2;

/**
 * Gives a function that runs an action during which the library cannot open further files for reading; the paths that
 * it tried to are added to a list. Folders of plug-ins are not files.
 */
export function refuseOtherFiles(files: LibraryFiles): <Result>(tried: string[], action: () => Result) => Result {
  const open = files.open;
  let noting: string[] | undefined;
  files.open = (path, flags, mode) => {
    const reads = typeof flags === 'number' && (flags & ACCESS_MODE) === READ_ONLY && (flags & DIRECTORY) === 0;
    if (noting === undefined || !reads) return open(path, flags, mode);
    noting.push(path);
    throw new files.ErrnoError(DENIED);
  };
  return (tried, action) => {
    const before = noting;
    noting = tried;
    try {
      return action();
    } finally {
      noting = before;
    }
  };
}
