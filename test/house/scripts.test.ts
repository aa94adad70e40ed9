// Scripts outside src/ import modules of dist/ by name; moving a file must not break them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('scripts import modules that exist', () => {
  let count = 0;
  for (const folder of ['bench', 'validation', 'docs']) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.js'),
    )) {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      for (const [, module] of text.matchAll(/(?:\.\.\/dist\/|from\(')([\w./-]+)\.js'/g)) {
        count++;
        expect(existsSync(`src/${module}.ts`), `${folder}/${file} imports ${module}`).toBe(true);
      }
    }
  }
  expect(count).toBeGreaterThan(30);
});
