import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('runs the example of docs/engine.md as it stands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tharsis-example-'));
  const [, example] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/engine.md', 'utf8'))!;
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(process.cwd(), join(folder, 'node_modules', 'tharsis'));
  writeFileSync(join(folder, 'line.mjs'), example!);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['line.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  expect(stdout).toBe('2.00 1.00\n');
});
