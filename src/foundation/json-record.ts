// Records: sealed JSON files that say of work what it gave. Where one is missing or damaged, the work is done again.
import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomic } from './atomic-file.js';
import { brokenSeal } from './byte-seal.js';
import { type Reporter, silentReporter } from './reporter.js';
import { sealedContent, sealedJson } from './sealed-json.js';

/** Writes a record. */
export function writeJsonRecord(path: string, content: object): void {
  writeFileAtomic(path, sealedJson(content, 2));
}

/**
 * What a record says; undefined where it is missing, of a version without seals, or damaged, of which a note says so.
 */
export function readJsonRecord<Content>(
  path: string,
  { note }: Pick<Reporter, 'note'> = silentReporter,
): Content | undefined {
  if (!existsSync(path)) return undefined;
  let why = brokenSeal;
  try {
    const { content, state } = sealedContent(readFileSync(path, 'utf8'));
    if (state === 'whole') return content as Content;
    if (state === 'unsealed') return undefined;
  } catch (error) {
    why = (error as Error).message;
  }
  note(`${path} is damaged: ${why}; it is not used, and what it describes is done again`);
  return undefined;
}
