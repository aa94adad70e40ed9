// What would be published: packed, installed in an empty folder, and used there. Install scripts run, and find no server
// but the npm registry.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moduleExample, readmeExample, subpaths } from './examples.js';
import { unnamedTypes } from './public-types.js';

const folder = mkdtempSync(join(tmpdir(), 'tharsis-package-'));
const consumer = (...parts: string[]) => join(folder, ...parts);
/** A proxy that nobody listens at, for the download of onnxruntime-node alone. */
const environment = { ...process.env, GLOBAL_AGENT_HTTPS_PROXY: 'http://127.0.0.1:9' };
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', env: environment, stdio: 'pipe' });
const runScript = (script: string) => run(process.execPath, '--input-type=module', '--eval', script);
const binaries = consumer('node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
let packed: string[];

/** Subpaths whose types are in part those of TensorFlow.js, as docs/installation.md says. */
const exposesTensorFlow = ['tensor', 'nets', 'training', 'densities', 'surrogate', 'explain'].map(
  (room) => `tharsis/${room}`,
);
const compiler = resolve('node_modules', 'typescript', 'bin', 'tsc');

const exposes = (name: string) => exposesTensorFlow.includes(name);
const fileOf = (name: string) => `${name.replace('/', '-')}.ts`;

/** The parameters of functions of tensors, the only ones in the examples that need annotations. */
const tensors: Readonly<Record<string, string>> = { x: '', y: '', inputs: '', weights: '', bias: '', noise: '2D' };
const annotated = (parameters: string) =>
  parameters
    .split(', ')
    .map((name) => `${name}: import('tharsis/tensor').tf.Tensor${tensors[name]}`)
    .join(', ');
const functionsOfTensors = new RegExp(`\\(((?:, |\\b(?:${Object.keys(tensors).join('|')})\\b)+)\\) =>`, 'g');

/** The examples of all subpaths, as TypeScript files by name. */
const examples = subpaths.map(({ name, source }) => {
  const text = moduleExample(source).replace(functionsOfTensors, (_, names: string) => `(${annotated(names)}) =>`);
  return { name: fileOf(name), text, exposed: exposesTensorFlow.some((subpath) => text.includes(`'${subpath}'`)) };
});
const examplesThat = (exposed: boolean) =>
  Object.fromEntries(examples.filter((example) => example.exposed === exposed).map(({ name, text }) => [name, text]));

/** Files that import whole subpaths. */
const imports = Object.fromEntries(
  subpaths
    .filter(({ name }) => !exposes(name))
    .map(({ name }) => [`import-${fileOf(name)}`, `export * from '${name}';`]),
);

/** The errors that the compiler finds in files of a user of the package: nothing if they compile. */
function compile(files: Readonly<Record<string, string>>, skipLibCheck: boolean): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(consumer(name), text);
  const compilerOptions = {
    strict: true,
    skipLibCheck,
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    types: ['node'],
    noEmit: true,
  };
  writeFileSync(consumer('tsconfig.json'), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '--project', folder], { encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

beforeAll(() => {
  // What is missing only a build can give: the tests themselves build no declarations.
  rmSync('dist/index.d.ts', { force: true });
  // The checkout's .npmrc turns off all scripts, `prepack` among them.
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts=false', '--pack-destination', folder], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const [archive] = JSON.parse(output) as { filename: string; files: { path: string }[] }[];
  packed = archive!.files.map(({ path }) => path);
  writeFileSync(consumer('package.json'), '{ "name": "empty", "private": true, "type": "module" }');
  run('npm', 'install', '--ignore-scripts=false', '--prefer-offline', '--no-audit', '--no-fund', archive!.filename);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the built files and the license, no sources and no tests', () => {
    expect(packed).toEqual(expect.arrayContaining(['LICENSE', 'dist/index.js', 'dist/index.d.ts', 'bin/tharsis.js']));
    expect(packed.filter((file) => /^(src|test)\//.test(file))).toEqual([]);
  });

  it('is built before it is packed, with a declaration for every module', () => {
    const modules = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const wanted = modules.flatMap((file) => ['.js', '.d.ts'].map((ending) => `dist/${file.replace(/\.ts$/, ending)}`));
    expect(wanted.filter((file) => !packed.includes(file))).toEqual([]);
    const digests = (file: string) => readFileSync(file, 'utf8');
    expect(digests(consumer('node_modules', 'tharsis', 'dist', '.built-from'))).toBe(digests('dist/.built-from'));
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')('keeps ONNX Runtime from downloading CUDA', () => {
    const path = join(binaries, 'linux', 'x64', 'libonnxruntime_providers_cuda.so');
    expect(readFileSync(path, 'utf8')).toMatch(/^A placeholder by Tharsis/);
  });

  it('installs the command', () => {
    expect(run('npx', '--no-install', 'tharsis', '--help')).toContain('predict');
  });

  it('can be imported, every subpath', () => {
    const script = subpaths.map(({ name }) => `if (!Object.keys(await import('${name}')).length) throw '${name}';`);
    runScript(script.join('\n'));
  });

  it('exports every type that stands in a public signature, from the same subpath', () => {
    const root = consumer('node_modules', 'tharsis');
    const declarations = subpaths.map(({ name, source }) => [
      name,
      join(root, source.replace(/^src/, 'dist').replace(/\.ts$/, '.d.ts')),
    ]);
    const none = subpaths.map(({ name }) => [name, []]);
    expect(unnamedTypes(Object.fromEntries(declarations), root)).toEqual(Object.fromEntries(none));
  });

  it('has types that compile under strict, and without skipLibCheck where TensorFlow.js is not exposed', () => {
    expect(compile({ 'readme.ts': readmeExample(), ...imports, ...examplesThat(false) }, false)).toBe('');
    expect(compile(examplesThat(true), true)).toBe('');
  });

  it('computes without the binaries of other platforms, as docs/installation.md says', () => {
    const [command] = readFileSync('docs/installation.md', 'utf8').match(/^rm -r .*$/m)!;
    if (process.platform === 'linux' && process.arch === 'x64') {
      run('bash', '-c', command);
      expect(readdirSync(binaries)).toEqual(['linux']);
      expect(existsSync(join(binaries, 'linux', 'arm64'))).toBe(false);
    }
    const output = runScript(`
      import { openEngine, tf } from 'tharsis/tensor';
      const engine = await openEngine('onnx');
      const doubled = await engine.compile('double', (x) => tf.mul(x, 2)).run({ shape: [2], data: Float32Array.of(1, 2) });
      console.log([...doubled.data].join());
      await engine.dispose();
    `);
    expect(output.trim()).toBe('2,4');
  });
});
