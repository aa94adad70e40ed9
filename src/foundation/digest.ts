// Content hashes: what a stage, a file or a configuration is, regardless of its name and time.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

/** SHA-256 of a text or of bytes, in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The bytes of a typed array, without a copy. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** SHA-256 of a file, read in slabs of 1 MiB. */
export function sha256File(path: string): string {
  const hash = createHash('sha256');
  const slab = Buffer.allocUnsafe(2 ** 20);
  const descriptor = openSync(path, 'r');
  try {
    for (let length = readSync(descriptor, slab); length > 0; length = readSync(descriptor, slab)) {
      hash.update(slab.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

/** JSON with keys in sorted order: equal values give equal texts. Non-finite numbers are refused. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (typeof item === 'number' && !Number.isFinite(item)) {
      throw new Error(`canonicalJson(): got ${item} at '${key}', expected a finite number`);
    }
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
