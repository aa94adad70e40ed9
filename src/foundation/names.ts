// Names and paths that users give. A name becomes the name of a file or folder, a heading and a word of a command, so
// it is one plain word; a path may be anything that the file system takes.
import { z } from 'zod';
import { sha256 } from './digest.js';

/** Characters. File systems take 255 bytes, and names get endings. */
const LONGEST_NAME = 100;

/** What a name is, to follow 'expected' or 'give'. */
export const wantedName = `a name of at most ${LONGEST_NAME} letters (a to z), digits, dots, dashes and underscores that starts with a letter or digit`;

/** Whether a text is a name. */
export function isName(text: string): boolean {
  return text.length <= LONGEST_NAME && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text);
}

/** A name out of any text, for what is not named otherwise: other characters become dashes, an accent is dropped. */
export function nameFrom(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-');
  const name = plain.replace(/^[._-]+/, '').slice(0, LONGEST_NAME);
  return name === '' ? 'unnamed' : name;
}

/** A file name, without ending, for what a file from elsewhere calls itself: the same for the same text only. */
export function fileNameOf(text: string): string {
  return isName(text) ? text : `${nameFrom(text).slice(0, LONGEST_NAME - 9)}-${sha256(text).slice(0, 8)}`;
}

/** A name in a configuration. */
export const nameSchema = z
  .string(`expected ${wantedName}`)
  .refine(isName, { message: `expected ${wantedName}`, abort: true });

/** A path in a configuration. */
export const pathSchema = z
  .string('expected a path')
  .min(1, 'expected a path')
  .refine((path) => !path.includes('\0'), 'expected a path without null characters');
