// HDF5 stamps every object with the time of its writing, so equal simulations would have different checksums, and h5wasm
// does not offer the property that leaves the stamps out (H5Pset_obj_track_times). This file sets them to zero after
// writing. They stand in object headers of version 2 (HDF5 File Format Specification 3.0, IV.A.1.b):
//
//   'OHDR', version, flags, [4 times of 4 bytes], [4 bytes], length of the messages (1, 2, 4 or 8 bytes), messages,
//   checksum of all that (Jenkins's lookup3), little-endian
//
// Headers are found by their signature. What only looks like one, within data, has not the right checksum and stays.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const SIGNATURE = Buffer.from('OHDR');
const VERSION = 2;
const STORES_TIMES = 0x20;
const STORES_ATTRIBUTE_LIMITS = 0x10;
const TIMES_START = 6;
const TIMES_LENGTH = 16;
const CHECKSUM_LENGTH = 4;
/** Longer than any prefix: signature, version, flags, times, limits, length. */
const PREFIX_LENGTH = TIMES_START + TIMES_LENGTH + 4 + 8;
/** HDF5 keeps the first chunk of a header below this; the rest goes to continuation chunks, which have no times. */
const LONGEST_HEADER = 2 ** 17;
const WINDOW = 2 ** 22;

/** Sets the times of all objects of a closed HDF5 file to zero. */
export function clearObjectTimes(path: string): void {
  const file = openSync(path, 'r+');
  try {
    const window = Buffer.alloc(WINDOW);
    // Windows overlap, so that no signature is cut in two.
    for (let start = 0; ; start += WINDOW - SIGNATURE.length + 1) {
      const length = readSync(file, window, 0, WINDOW, start);
      const seen = window.subarray(0, length);
      for (let at = seen.indexOf(SIGNATURE); at >= 0; at = seen.indexOf(SIGNATURE, at + 1))
        clearTimes(file, start + at);
      if (length < WINDOW) return;
    }
  } finally {
    closeSync(file);
  }
}

function clearTimes(file: number, position: number): void {
  const prefix = readAt(file, position, PREFIX_LENGTH);
  if (prefix.length < PREFIX_LENGTH || prefix[4] !== VERSION) return;
  const flags = prefix.readUInt8(5);
  if ((flags & STORES_TIMES) === 0) return;
  const lengthStart = TIMES_START + TIMES_LENGTH + (flags & STORES_ATTRIBUTE_LIMITS ? 4 : 0);
  const lengthBytes = 1 << (flags & 3);
  const messages = prefix.readUIntLE(lengthStart, Math.min(lengthBytes, 6));
  const length = lengthStart + lengthBytes + messages;
  if (length > LONGEST_HEADER) return;
  const header = readAt(file, position, length + CHECKSUM_LENGTH);
  if (header.length < length + CHECKSUM_LENGTH) return;
  if (header.readUInt32LE(length) !== lookup3(header.subarray(0, length))) return;
  header.fill(0, TIMES_START, TIMES_START + TIMES_LENGTH);
  header.writeUInt32LE(lookup3(header.subarray(0, length)), length);
  writeSync(file, header, 0, header.length, position);
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}

/** The hash of Bob Jenkins (2006), `hashlittle` of lookup3.c with the initial value 0, that HDF5 uses as checksum. */
export function lookup3(bytes: Uint8Array): number {
  let a = (0xdeadbeef + bytes.length) | 0;
  let b = a;
  let c = a;
  const rotated = (word: number, count: number): number => (word << count) | (word >>> (32 - count));
  const word = (at: number): number =>
    (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  let at = 0;
  for (; bytes.length - at > 12; at += 12) {
    a = (a + word(at)) | 0;
    b = (b + word(at + 4)) | 0;
    c = (c + word(at + 8)) | 0;
    a = (a - c) ^ rotated(c, 4);
    c = (c + b) | 0;
    b = (b - a) ^ rotated(a, 6);
    a = (a + c) | 0;
    c = (c - b) ^ rotated(b, 8);
    b = (b + a) | 0;
    a = (a - c) ^ rotated(c, 16);
    c = (c + b) | 0;
    b = (b - a) ^ rotated(a, 19);
    a = (a + c) | 0;
    c = (c - b) ^ rotated(b, 4);
    b = (b + a) | 0;
  }
  if (bytes.length === at) return c >>> 0;
  a = (a + word(at)) | 0;
  b = (b + word(at + 4)) | 0;
  c = (c + word(at + 8)) | 0;
  c = (c ^ b) - rotated(b, 14);
  a = (a ^ c) - rotated(c, 11);
  b = (b ^ a) - rotated(a, 25);
  c = (c ^ b) - rotated(b, 16);
  a = (a ^ c) - rotated(c, 4);
  b = (b ^ a) - rotated(a, 14);
  c = (c ^ b) - rotated(b, 24);
  return c >>> 0;
}
