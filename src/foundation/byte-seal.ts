// The seal of a binary file that others read too (safetensors, Arrow): a text anywhere in it that holds the SHA-256 of
// the whole file with the digits of its seals set to zero. A format that can carry a text needs no change for it, and
// one flipped bit shows wherever it is: the digits stand between two marks, so that a damaged mark does not hide them.
// Texts of users and of other programs may hold the marks, or whole seals: they are neither written to nor trusted.
import { randomBytes } from 'node:crypto';
import { sha256 } from './digest.js';

const BEGIN = 'tharsis-seal:';
const END = ':tharsis-seal';
const DIGITS = 64;
const ZEROS = Buffer.alloc(DIGITS, '0');

/**
 * A seal without its digest: the text to put into a file, once or several times, before `sealBytes`. Random digits keep
 * its place, which no text from outside has; no file ever holds them.
 */
export const blankSeal = `${BEGIN}${randomBytes(DIGITS / 2).toString('hex')}${END}`;

/** The largest number of different seals that are compared with a file: each takes a pass over it. */
const MOST_SEALS = 16;

/** Whether a file is as it was sealed; one without a seal is from a version that had none, or from another program. */
export type SealState = 'whole' | 'damaged' | 'unsealed';

/** What users read of a file that is damaged, after its name. */
export const brokenSeal = 'its content no longer has the SHA-256 of its seal';

/** Writes the digest into the blank seals of a file. */
export function sealBytes(file: Uint8Array): void {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const starts = placesOf(blankSeal, bytes).map((place) => place + BEGIN.length);
  const digest = digestWithout(starts, bytes);
  for (const start of starts) bytes.write(digest, start, 'latin1');
}

/** Compares a file with its seals: those that hold one digest, which is that of the file without them. */
export function sealState(file: Uint8Array): SealState {
  const bytes = Buffer.from(file);
  const byDigits = new Map<string, number[]>();
  for (const start of digitsIn(bytes)) {
    const digits = bytes.toString('latin1', start, start + DIGITS);
    const starts = byDigits.get(digits);
    if (starts === undefined) byDigits.set(digits, [start]);
    else starts.push(start);
  }
  if (byDigits.size === 0) return 'unsealed';
  for (const [digits, starts] of [...byDigits].slice(0, MOST_SEALS)) {
    if (digestWithout(starts, bytes) === digits) return 'whole';
    for (const start of starts) bytes.write(digits, start, 'latin1');
  }
  return 'damaged';
}

/** SHA-256 of a file with the digits at these places set to zero, in which it leaves them. */
function digestWithout(starts: readonly number[], bytes: Buffer): string {
  for (const start of starts) ZEROS.copy(bytes, start);
  return sha256(bytes);
}

/** Where the digits of seals start: beside a mark, with the other mark at its place or with 64 digits between. */
function digitsIn(bytes: Buffer): number[] {
  const after = placesOf(BEGIN, bytes).map((place) => place + BEGIN.length);
  const before = placesOf(END, bytes).map((place) => place - DIGITS);
  const areMarked = new Set(after);
  const isBetween = new Set(before.filter((start) => areMarked.has(start)));
  return [...new Set([...after, ...before])].filter(
    (start) => isBetween.has(start) || (start >= 0 && areDigits(bytes.toString('latin1', start, start + DIGITS))),
  );
}

function areDigits(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function placesOf(mark: string, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let place = bytes.indexOf(mark); place >= 0; place = bytes.indexOf(mark, place + 1)) places.push(place);
  return places;
}
