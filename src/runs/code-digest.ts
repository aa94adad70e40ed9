// What code a result was computed by: results are kept only while the folders of src/ that they come from are
// unchanged.
import { readFileSync } from 'node:fs';
import { sha256 } from '../foundation/digest.js';

/** Folders of src/, in the order of the layers. */
export type CodeFolder =
  | 'foundation'
  | 'statistics'
  | 'tensor'
  | 'nets'
  | 'training'
  | 'convection'
  | 'archive'
  | 'surrogate'
  | 'evaluation'
  | 'report'
  | 'runs'
  | 'campaign'
  | 'query'
  | 'pipeline';

// The build writes it; this module may itself run from src/ under the test runner.
const digestsFile = new URL('../../dist/code-digests.json', import.meta.url);

let digests: Record<string, string> | undefined;

/** A digest of everything in these folders. */
export function codeDigest(folders: readonly CodeFolder[]): string {
  digests ??= JSON.parse(readFileSync(digestsFile, 'utf8')) as Record<string, string>;
  const known = digests;
  return sha256(folders.map((folder) => `${folder} ${known[folder]}`).join('\n'));
}
