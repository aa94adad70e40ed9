// Versions of the packages that are installed beside Tharsis.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The version of a package as Tharsis would import it, or 'not installed'. */
export function packageVersion(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return (JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')) as { version: string }).version;
    } catch {
      // Not in this node_modules; the next one up may have it.
    }
  }
  return 'not installed';
}
