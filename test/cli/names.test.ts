// Names and paths that users give: no empty word stands for the working folder, no name leaves its folder.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tharsisCommand } from '../../src/cli/main.js';
import { fileNameOf, nameFrom } from '../../src/foundation/names.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyConfiguration } from '../pipeline/tiny-pipeline.js';
import { runHere } from './run-here.js';

const home = process.cwd();
const folder = temporaryFolder();
mkdirSync(join(folder, 'work'));
process.chdir(join(folder, 'work'));
afterAll(() => process.chdir(home));

const options = tharsisCommand().commands.flatMap((command) =>
  command.options
    .filter((option) => option.required)
    .map((option) => ({ command, option: option.long!, words: command.registeredArguments.map(() => 'word') })),
);

describe('empty words', () => {
  it.each(options)('$option of tharsis $command._name is refused', async ({ command, option, words }) => {
    const name = command.name();
    const suite = { bench: ['engine'], verify: ['convection'] }[name] ?? words;
    const { code, stdout, stderr } = await runHere([name, ...suite, option, '']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(option);
  });

  it.each(tharsisCommand().commands.filter((command) => command.registeredArguments.length > 0))(
    'argument of tharsis $_name is refused',
    async (command) => {
      const { code, stderr } = await runHere([command.name(), ...command.registeredArguments.map(() => '')]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error: /);
    },
  );

  it('leave nothing behind', () => expect(readdirSync(join(folder, 'work'))).toEqual([]));
});

describe('names', () => {
  const bad = ['../../x', '<script>', 'a b', '.hidden', '-x', 'a/b', 'a\nb', '\u001b[31mred', 'ä', 'n'.repeat(101)];
  const commands = {
    ingest: ['ingest', 'archive.h5'],
    train: ['train', 'fnn', '--data', 'm.json'],
    retrain: ['retrain', 'model', 'archive.h5'],
  };

  it.each(Object.values(commands))('of tharsis %s are plain words', async (...words) => {
    for (const name of bad) {
      const { code, stderr } = await runHere([...words, `--name=${name}`]);
      expect(code, name).toBe(2);
      expect(stderr, name).toContain(
        'expected a name of at most 100 letters (a to z), digits, dots, dashes and underscores',
      );
    }
    expect(readdirSync(folder)).toEqual(['work']);
  });

  it('of pipelines are such words, too, and their paths are not empty', () => {
    for (const name of bad) expect(() => tinyConfiguration({ name }), name).toThrow("'name' is");
    expect(tinyConfiguration({ name: 'n'.repeat(100) }).name).toBe('n'.repeat(100));
    for (const path of ['', 'a\0b']) {
      expect(() => tinyConfiguration({ warmStart: path })).toThrow(/'warmStart' is .*: expected a path/);
      expect(() => tinyConfiguration({ ingest: { manifest: path } })).toThrow(
        /'ingest.manifest' is .*: expected a path/,
      );
      expect(() => tinyConfiguration({ ingest: { archives: [path] } })).toThrow(
        /'ingest.archives.0' is .*: expected a p/,
      );
      expect(() => tinyConfiguration({ simulate: undefined, ingest: { dataset: path } })).toThrow(
        /'ingest.dataset' is/,
      );
      const evolution = { initialState: { file: path } };
      expect(() => tinyConfiguration({ simulate: { evolution } })).toThrow(/initialState.file' is .*: expected a path/);
    }
  });

  it('are made of any text where none is given', () => {
    expect(['My données (1)', '..', '../../x', '漢字'].map(nameFrom)).toEqual([
      'My-donnees-1-',
      'unnamed',
      'x',
      'unnamed',
    ]);
    expect(nameFrom('a'.repeat(300))).toHaveLength(100);
  });

  it('of files are their own for each id, and stay in their folder', () => {
    expect(fileNameOf('mars-0001')).toBe('mars-0001');
    expect(fileNameOf('../../x')).toBe('x-9cdf6a50');
    expect(fileNameOf('a/b')).not.toBe(fileNameOf('a b'));
    expect(fileNameOf('/'.repeat(300)).length).toBeLessThan(100);
  });
});
