// What code a result was computed by: results are kept only while the module that computes them, all that it imports,
// directly or not, and the versions of the packages among these imports are unchanged. The build follows the imports,
// so there is no list that could go stale.
import { readFileSync } from 'node:fs';
import { canonicalJson, sha256 } from '../foundation/digest.js';
import { packageVersion } from './package-version.js';

// This module runs from dist/, and from src/ under the test runner; the build writes the digests.
const root = new URL('../../', import.meta.url);

let entries: Record<string, { readonly code: string; readonly packages: readonly string[] }> | undefined;

/** The digest of the module at `url` (its `import.meta.url`), of all that it imports, and of the packages' versions. */
export function codeDigest(url: string): string {
  entries ??= JSON.parse(readFileSync(new URL('dist/code-digests.json', root), 'utf8')) as NonNullable<typeof entries>;
  const file = url
    .slice(root.href.length)
    .replace(/^(src|dist)\//, '')
    .replace(/\.(js|ts)$/, '.ts');
  const entry = entries[file];
  if (entry === undefined) throw new Error(`code-digest: the build has no digest of ${url}`);
  const versions = Object.fromEntries(entry.packages.map((name) => [name, packageVersion(name)]));
  return sha256(canonicalJson({ code: entry.code, versions }));
}
