// Most readers take a path: their input is written over one file, which they then read.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A good file of a reader: its bytes, and how those at `path` are read. */
export function asFile(path, options, read) {
  return {
    isText: false,
    isSealed: false,
    bytes: Uint8Array.from(readFileSync(path)),
    ...options,
    read: (bytes) => {
      writeFileSync(path, bytes);
      return read(path);
    },
  };
}

/** The path of a new file with this content. */
export function written(folder, name, content) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}
