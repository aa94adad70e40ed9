// Writes the generated pages: node docs/pages/generate.js (npm run pages). With --check it writes nothing, names the
// files that differ from what it would write, and exits with 1 if there are any.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../bin/build.js';

build();
const { pageFiles } = await import('./page.js');
const { pages } = await import('./registry.js');
const { errorCodesPage } = await import('./error-codes.js');
const { memberPages } = await import('./members.js');
const { pipelineKeysPage } = await import('./pipeline-keys.js');

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const check = process.argv.includes('--check');
const files = [...pages.flatMap(pageFiles), ...memberPages(), pipelineKeysPage(), errorCodesPage()];
for (const { path, text } of files) {
  const target = join(root, path);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
  console.log(path);
  if (check) {
    process.exitCode = 1;
    continue;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
