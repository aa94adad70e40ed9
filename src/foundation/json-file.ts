// JSON files of work that is done again where they are missing or damaged.
import { readFileSync } from 'node:fs';

/** What a JSON file holds; undefined where it is missing or damaged. */
export function readJson<Content>(path: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Content;
  } catch {
    return undefined;
  }
}
