// The public names, subpath by subpath. Adding one is a promise, removing one a breaking change: both want an edit of the
// snapshot. The example in each module comment runs against the built package.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { moduleExample, subpaths } from './examples.js';

describe('the public names', () => {
  it.each(subpaths)('of $name', async ({ name, source }) => {
    const module = (await import(`../../${source}`)) as object;
    expect(Object.keys(module).sort(), name).toMatchSnapshot();
  });
});

describe('the example', () => {
  it.each(subpaths)('of $name runs', ({ name, source }) => {
    const example = moduleExample(source);
    expect(example).toContain(`from '${name}'`);
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', example], { encoding: 'utf8' });
    expect(output).not.toBe('');
  });
});
