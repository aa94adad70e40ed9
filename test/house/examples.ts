// The subpaths of the package, and the examples in their module comments and in the README.
import { readFileSync } from 'node:fs';

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, { readonly default: string }>;
};

/** Each subpath: the name under which it is imported, and the module that it is built from. */
export const subpaths = Object.entries(exports).map(([subpath, { default: built }]) => ({
  name: subpath.replace(/^\./, 'tharsis'),
  source: built.replace('./dist/', 'src/').replace(/\.js$/, '.ts'),
}));

/** The example in the module comment of a source file. */
export function moduleExample(source: string): string {
  const [, comment] = readFileSync(source, 'utf8').match(/^\/\*\*\n[\s\S]*?```js\n([\s\S]*?) \* ```/)!;
  return comment!.replace(/^ \* ?/gm, '');
}

/** The snippet of the README. */
export function readmeExample(): string {
  return readFileSync('README.md', 'utf8').match(/```js\n([\s\S]*?)```/)![1]!;
}
