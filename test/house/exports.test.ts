// The public names, subpath by subpath. Adding one is a promise, removing one a breaking change: both want an edit of the
// snapshot. The example in each module comment runs against the built package.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, { readonly default: string }>;
};
const subpaths = Object.entries(exports).map(([subpath, { default: built }]) => ({
  name: subpath.replace(/^\./, 'tharsis'),
  source: built.replace('./dist/', 'src/').replace(/\.js$/, '.ts'),
}));

describe('the public names', () => {
  it.each(subpaths)('of $name', async ({ name, source }) => {
    const module = (await import(`../../${source}`)) as object;
    expect(Object.keys(module).sort(), name).toMatchSnapshot();
  });
});

describe('the example', () => {
  it.each(subpaths)('of $name runs', ({ name, source }) => {
    const [, comment] = readFileSync(source, 'utf8').match(/^\/\*\*\n[\s\S]*?```js\n([\s\S]*?) \* ```/)!;
    const example = comment!.replace(/^ \* ?/gm, '');
    expect(example).toContain(`from '${name}'`);
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', example], { encoding: 'utf8' });
    expect(output).not.toBe('');
  });
});
