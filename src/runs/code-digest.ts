// What code a result was computed by: results are kept only while the module that computes them, and all that it
// imports, directly or not, are unchanged. The build follows the imports, so there is no list that could go stale.
import { readFileSync } from 'node:fs';

// This module runs from dist/, and from src/ under the test runner; the build writes the digests.
const root = new URL('../../', import.meta.url);

let digests: Record<string, string> | undefined;

/** The digest of the module at `url` (its `import.meta.url`) and of all that it imports. */
export function codeDigest(url: string): string {
  digests ??= JSON.parse(readFileSync(new URL('dist/code-digests.json', root), 'utf8')) as Record<string, string>;
  const file = url
    .slice(root.href.length)
    .replace(/^(src|dist)\//, '')
    .replace(/\.(js|ts)$/, '.ts');
  const digest = digests[file];
  if (digest === undefined) throw new Error(`code-digest: the build has no digest of ${url}`);
  return digest;
}
