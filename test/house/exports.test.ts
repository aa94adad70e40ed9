// The public names, subpath by subpath. Adding one is a promise, removing one a breaking change: both want an edit of the
// snapshot. The example in each module comment runs against the built package.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { moduleExample, subpaths } from './examples.js';

describe('the public names', () => {
  it.each(subpaths)('of $name', async ({ name, source }) => {
    const module = (await import(`../../${source}`)) as object;
    expect(Object.keys(module).sort(), name).toMatchSnapshot();
  });
});

describe('the example', () => {
  // Some examples write files, into the folder of temporary files.
  const folder = mkdtempSync(join(tmpdir(), 'tharsis-example-'));
  const env = { ...process.env, TMPDIR: folder };
  afterAll(() => rmSync(folder, { recursive: true }));
  it.each(subpaths)('of $name runs', ({ name, source }) => {
    const example = moduleExample(source);
    expect(example).toContain(`from '${name}'`);
    const output = execFileSync(process.execPath, ['--eval', example], {
      encoding: 'utf8',
      env,
    });
    expect(output).not.toBe('');
  });
});
