// The seal of a binary file that others read too (safetensors, Arrow): a text anywhere in it that holds the SHA-256 of
// the whole file with the digits of its seals set to zero. A format that can carry a text needs no change for it, and
// one flipped bit shows wherever it is: the digits stand between two marks, so that a damaged mark does not hide them.
import { sha256 } from './digest.js';

const BEGIN = 'tharsis-seal:';
const END = ':tharsis-seal';
const DIGITS = 64;
const ZEROS = Buffer.alloc(DIGITS, '0');

/** A seal without its digest: the text to put into a file, once or several times, before `sealBytes`. */
export const blankSeal = `${BEGIN}${ZEROS.toString()}${END}`;

/** Whether a file is as it was sealed; one without a seal is from a version that had none, or from another program. */
export type SealState = 'whole' | 'damaged' | 'unsealed';

/** What users read of a file that is damaged, after its name. */
export const brokenSeal = 'its content no longer has the SHA-256 of its seal';

/** Writes the digest into the blank seals of a file. */
export function sealBytes(file: Uint8Array): void {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const digest = sha256(bytes);
  for (const start of digitsIn(bytes)) bytes.write(digest, start, 'latin1');
}

/** Compares a file with its seals. */
export function sealState(file: Uint8Array): SealState {
  const bytes = Buffer.from(file);
  const starts = digitsIn(bytes);
  if (starts.length === 0) return 'unsealed';
  const found = starts.map((start) => bytes.toString('latin1', start, start + DIGITS));
  for (const start of starts) ZEROS.copy(bytes, start);
  const digest = sha256(bytes);
  return found.every((digits) => digits === digest) ? 'whole' : 'damaged';
}

/** Where the digits of seals start: after the first mark or before the second, of which one may be damaged. */
function digitsIn(bytes: Buffer): number[] {
  const after = placesOf(BEGIN, bytes).map((place) => place + BEGIN.length);
  const before = placesOf(END, bytes).map((place) => place - DIGITS);
  return [...new Set([...after, ...before])].filter((start) => start >= 0);
}

function placesOf(mark: string, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let place = bytes.indexOf(mark); place >= 0; place = bytes.indexOf(mark, place + 1)) places.push(place);
  return places;
}
