// JSON files with a seal: a last key with the SHA-256 of the content besides it, in canonical form, so that formatting
// and the ends of lines do not matter. A flipped bit shows wherever it is: what looks like a seal under another key is a
// damaged one.

import type { SealState } from './byte-seal.js';
import { canonicalJson, sha256 } from './digest.js';
import { parseJson } from './json-text.js';

const KEY = 'tharsis:seal';
const SEAL = /"sha256:[0-9a-f]{64}"/;

/** The way out for those who changed a file by hand. */
export const howToEdit = `if you changed it on purpose, take its key '${KEY}' out`;

/** What a JSON file says, and whether it is as it was sealed. */
export interface SealedContent {
  readonly content: unknown;
  readonly state: SealState;
}

/** The text of a JSON file with this content and its seal. */
export function sealedJson(content: object, indent?: number): string {
  // As it will be read: without what JSON leaves out.
  const plain = JSON.parse(JSON.stringify(content)) as object;
  return `${JSON.stringify({ ...plain, [KEY]: sealOf(plain) }, null, indent)}\n`;
}

/**
 * The content of a JSON file, without its seal. A file without one is of an earlier version, or somebody took the key
 * out to change the rest.
 *
 * @throws SyntaxError when it is no JSON
 */
export function sealedContent(text: string): SealedContent {
  const document = parseJson(text);
  if (typeof document !== 'object' || document === null) return { content: document, state: stateWithout(text) };
  const { [KEY]: seal, ...content } = document as Record<string, unknown>;
  if (seal === undefined) return { content: document, state: stateWithout(text) };
  return { content, state: seal === sealOf(content) ? 'whole' : 'damaged' };
}

function stateWithout(text: string): SealState {
  return SEAL.test(text) ? 'damaged' : 'unsealed';
}

function sealOf(content: object): string {
  return `sha256:${sha256(canonicalJson(content))}`;
}
