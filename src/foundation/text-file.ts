// Text files that users write: small, so that a file of another kind is refused before it fills the memory.
import { closeSync, openSync, readSync } from 'node:fs';
import { bytesInWords } from './byte-size.js';

const SLAB = 65_536;

/** The content of a file (or a pipe) of at most `mostBytes`. Throws errors of the file system, and one where there is more. */
export function readTextUpTo(path: string, mostBytes: number): string {
  const slabs: Buffer[] = [];
  let bytes = 0;
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const slab = Buffer.allocUnsafe(SLAB);
      const length = readSync(descriptor, slab);
      if (length === 0) break;
      slabs.push(slab.subarray(0, length));
      bytes += length;
      if (bytes > mostBytes) throw new Error(`it holds more than ${bytesInWords(mostBytes)}`);
    }
  } finally {
    closeSync(descriptor);
  }
  return Buffer.concat(slabs).toString('utf8');
}
