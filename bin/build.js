// Transpiles src/ to dist/, one file to one file, when dist/ is missing or older than src/, and bundles the gradients
// of TensorFlow.js beside it. Plain JavaScript, because it runs before anything is built. The new dist/ appears by a
// rename, so that two commands starting at once cannot harm each other.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf } from './imports-of.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src');
const target = join(root, 'dist');
const stamp = join(target, '.built-from');
const gradients = 'tensor/tfjs-gradients.js';

/** Brings dist/ up to date with src/; does nothing in an installed package, which ships dist/ without src/. */
export function build() {
  if (!existsSync(source)) return;
  const files = readdirSync(source, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const contents = files.map((file) => readFileSync(join(source, file), 'utf8'));
  const require = createRequire(import.meta.url);
  const core = dirname(require.resolve('@tensorflow/tfjs-core/package.json'));
  const recipes = [...['build.js', 'imports-of.js'].map((file) => join(root, 'bin', file)), join(core, 'package.json')];
  const digest = digestOf([...files, ...recipes], [...contents, ...recipes.map((path) => readFileSync(path, 'utf8'))]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;

  const { buildSync, transformSync } = require('esbuild');
  const fresh = `${target}.${process.pid}.tmp`;
  rmSync(fresh, { recursive: true, force: true });
  for (const [index, file] of files.entries()) {
    const output = join(fresh, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(output), { recursive: true });
    const { code } = transformSync(contents[index], {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      sourcefile: join(source, file),
      sourcemap: 'inline',
      sourcesContent: false,
    });
    writeFileSync(output, code);
  }
  const bundle = join(fresh, gradients);
  bundleGradients(buildSync, core, bundle);
  const digests = codeDigests([...files, gradients], [...contents, readFileSync(bundle, 'utf8')]);
  writeFileSync(join(fresh, 'code-digests.json'), JSON.stringify(digests));
  writeFileSync(join(fresh, '.built-from'), digest);
  replaceFolder(fresh, target);
}

/**
 * The gradients of tfjs-core, as one module that registers them with the engine of the process. tfjs-core ships them in
 * a form that only bundlers can import (ES modules in a CommonJS package, import paths without extensions), and the
 * package that bundles them for Node, @tensorflow/tfjs, brings 220 MB along.
 */
function bundleGradients(buildSync, core, outfile) {
  buildSync({
    stdin: {
      // Some gradients call operations as methods of tensors.
      contents: "import './public/chained_ops/register_all_chained_ops'; import './register_all_gradients';",
      resolveDir: join(core, 'dist'),
    },
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    target: 'node20',
    minify: true,
    banner: { js: '// The gradients of @tensorflow/tfjs-core. Copyright Google LLC, Apache License 2.0.' },
    legalComments: 'none',
    outfile,
  });
}

/**
 * For each file what decides its results: a digest of the code of itself and of all that it imports, directly or not,
 * and the names of the packages among these imports. Worker scripts count, which are named by URL; types do not, which
 * leave no code.
 */
export function codeDigests(files, contents) {
  const indexOf = new Map(files.map((file, index) => [file.replaceAll('\\', '/'), index]));
  const imports = files.map((file, index) => (file.endsWith('.ts') ? importsInto(file, contents[index], indexOf) : []));
  const packages = files.map((file, index) => (file.endsWith('.ts') ? packagesOf(contents[index]) : []));
  const own = files.map((file, index) => digestOf([file], [contents[index]]));
  return Object.fromEntries(
    [...indexOf].map(([file, start]) => {
      const reached = new Set([start]);
      for (const index of reached) for (const target of imports[index]) reached.add(target);
      const sorted = [...reached].sort((a, b) => a - b);
      const code = digestOf(
        sorted.map((index) => files[index]),
        sorted.map((index) => own[index]),
      );
      return [file, { code, packages: [...new Set(sorted.flatMap((index) => packages[index]))].sort() }];
    }),
  );
}

/** The indices of the files that a file imports, including the bundle of gradients. */
function importsInto(file, content, indexOf) {
  return importsOf(content)
    .filter(({ kind }) => kind !== 'type')
    .map(({ specifier }) => (specifier === '#tfjs-gradients' ? gradients : pathOf(file, specifier)))
    .filter((path) => indexOf.has(path))
    .map((path) => indexOf.get(path));
}

/** The path in src/ of what `file` names by a relative path. */
function pathOf(file, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  return join('src', dirname(file), specifier)
    .replaceAll('\\', '/')
    .replace(/^(src|dist)\//, '')
    .replace(/\.js$/, '.ts');
}

/** The names of the packages that a module imports; what Node brings along is no package. */
function packagesOf(content) {
  return importsOf(content)
    .filter(({ specifier, kind }) => kind !== 'type' && !/^(?:[.#]|node:)/.test(specifier))
    .map(({ specifier }) => specifier.match(/^(?:@[^/]+\/)?[^/]+/)[0]);
}

function digestOf(files, contents) {
  const hash = createHash('sha256');
  for (const [index, file] of files.entries()) hash.update(`${file}\0${contents[index]}\0`);
  return hash.digest('hex');
}

function replaceFolder(fresh, folder) {
  const old = `${folder}.old.${process.pid}.tmp`;
  try {
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(fresh, folder);
  } catch (error) {
    // Another command built the same sources in the meantime: its result is as good as ours.
    if (!existsSync(stamp)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  rmSync(old, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
