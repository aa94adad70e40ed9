// What would be published: a copy of the packed files must start.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('holds all that the command needs', () => {
  const packed = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { encoding: 'utf8' }));
  const files: string[] = packed[0].files.map(({ path }: { path: string }) => path);
  expect(files).toContain('LICENSE');
  expect(files.filter((file) => file.startsWith('src/') || file.startsWith('test/'))).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), 'tharsis-package-'));
  for (const file of files) cpSync(file, join(folder, file));
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  const help = execFileSync(process.execPath, [join(folder, 'bin', 'tharsis.js'), '--help'], { encoding: 'utf8' });
  expect(help).toContain('predict');
});
