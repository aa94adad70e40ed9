// Numbers far too large, and files that are, are refused at once, in one line.
import { readdirSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import { bytesInWords } from '../../src/foundation/byte-size.js';
import { mostThreads } from '../../src/foundation/thread-count.js';
import { pipelineSchema, resolveConfiguration } from '../../src/pipeline/configuration.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { runHere } from './run-here.js';

const home = process.cwd();
const folder = temporaryFolder();
process.chdir(folder);
afterAll(() => process.chdir(home));

/** The one line of an error of exit code 2. */
async function refusal(words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runHere(words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const lines = stderr.trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('error: '))).toHaveLength(1);
  expect(stderr).not.toContain('    at ');
  return lines.find((line) => line.startsWith('error: '))!;
}

const mars = '--eta 1e21 --activation-energy 3e5 --activation-volume 6e-6 --enrichment 10 --initial-temperature 1700';
const simulate = ['simulate', ...mars.split(' ')];

describe('options', () => {
  it.each([
    [['picture', 'a.h5', '--width', '1000000000'], 'a frame of 1000000000 px would take 4 EB (at most 268 MB)'],
    [['engines', '--threads', '1000'], `expected a whole number from 1 to ${mostThreads}`],
    [['engines', '--threads', '1e15'], `expected a whole number from 1 to ${mostThreads}`],
    [['simulate', '--count', '1000000000'], 'expected a whole number from 1 to 100000'],
    [
      ['verify', 'convection', '--cells', '1818'],
      'from 8 to 1817: the matrix factors of 1818 x 1818 cells would take 4.3 GB of the 4 GB that WebAssembly can address',
    ],
    [['verify', 'convection', '--cells', '1817'], 'expected an even whole number from 8 on'],
    [['verify', 'convection', '--cells', '1000000'], 'would take 1.3 PB of the 4 GB that WebAssembly can address'],
    [['simulate', '--count', '3', '--executor', 'slurm', '--cpus-per-task', '1e9'], 'from 1 to 4096'],
    [
      [...simulate, '--snapshots', '1000000000'],
      'outputIntervals is 1000000000 (give a whole number from 1 to 100000)',
    ],
    [
      [...simulate, '--output-intervals', '1e5', '--radial-cells', '1000', '--azimuthal-cells', '1000'],
      'outputIntervals is 100000 (give at most 4293 on 1000 x 1000 cells: its snapshots would take 400 GB of memory, of at most 17.2 GB)',
    ],
    [[...simulate, '--radial-cells', '1000000000'], 'would take 109 TB of the 4 GB that WebAssembly can address'],
    [[...simulate, '--eta', '0x10'], 'expected a number, like 1e21'],
    [['simulate', '--count', '0x10'], 'expected a whole number from 1 to'],
    [['predict', 'm', '--times', '0x1,0x2'], 'expected increasing moments in Gyr'],
    [['predict', 'm', '--parameters', 'enrichment=0x10'], "cannot read the parameter 'enrichment=0x10'"],
    [['ingest', 'a.h5', '--test-fraction', '0b1'], 'expected a number'],
  ])('%s', async (words, message) => expect(await refusal(words)).toContain(message));

  it('leave nothing behind', () => expect(readdirSync(folder)).toEqual([]));
});

describe('pipeline files', () => {
  const bomb = Array.from({ length: 9 }, (_, n) => `k${n}: &k${n} [${n === 0 ? 'x,x' : Array(9).fill(`*k${n - 1}`)}]`);
  const files: readonly (readonly [string, string, string])[] = [
    ['an alias bomb', bomb.join('\n'), 'its aliases (*name) cannot be written out'],
    ['an alias of itself', 'name: &a\n  inner: *a\n', 'its keys are nested more than 40 deep, or in themselves'],
    ['an unknown alias', 'name: *a\n', 'Unresolved alias'],
    ['deep nesting in brackets', `name: ${'['.repeat(20_000)}`, 'not valid YAML'],
    [
      'deep nesting of keys',
      Array.from({ length: 60 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      'more than 40 deep',
    ],
    ['keys that are lists', '? [a, b]\n: 1\n', 'not valid YAML'],
    ['a prototype', '__proto__:\n  name: x\n', "unknown key '__proto__'"],
    ['a long name', `name: ${'n'.repeat(300)}\nsimulate: {}\n`, 'expected a name of at most 100 letters'],
    ['too many bytes', '#'.repeat(4_100_000), 'it holds more than 4 MB'],
  ];

  it.each(files)('%s', async (_, content, message) => {
    writeFileSync('p.yaml', content);
    const line = await refusal(['run', 'p.yaml']);
    expect(line).toContain('p.yaml');
    expect(line).toContain(message);
    expect(line.length).toBeLessThan(500);
  });

  it('of a long path, of a folder, of an endless device', async () => {
    expect(await refusal(['run', `${'n'.repeat(300)}.yaml`])).toContain('ENAMETOOLONG');
    expect(await refusal(['run', '.'])).toContain('EISDIR');
    expect(await refusal(['run', '/dev/zero'])).toContain('it holds more than 4 MB');
  });
});

describe('counts of a pipeline', () => {
  /** Numbers that cost time at most, or nothing: they may be as large as anybody likes. */
  const unlimited = [
    'seed',
    'simulate.evolution.initialState.snapshot',
    'simulate.evolution.perturbation.seed',
    ...['autoencoder', 'fnn', 'lstm'].flatMap((name) =>
      ['epochs', 'batchSize', 'patience', 'checkpointInterval'].map((key) => `${name}.${key}`),
    ),
    'gaussian-process.steps',
  ];
  interface Schema {
    readonly type?: string;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly items?: Schema;
    readonly prefixItems?: readonly Schema[];
  }
  const counts = (node: Schema, path: string[] = []): string[][] => [
    ...(node.type === 'integer' ? [path] : []),
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => counts(child, [...path, key])),
    ...(node.items ? counts(node.items, [...path, '0']) : []),
    ...(node.prefixItems ?? []).flatMap((child) => counts(child, [...path, '0'])),
  ];
  const schema = z.toJSONSchema(pipelineSchema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const keys = counts(schema).map((path) => path.join('.'));

  it('finds them', () => {
    expect(keys).toEqual(
      expect.arrayContaining([...unlimited, 'fnn.hidden', 'autoencoder.channels.0', 'simulate.count']),
    );
  });

  it.each(keys.filter((key) => !unlimited.includes(key)))('%s has an upper bound', (key) => {
    const nest = (path: string[], value: unknown): unknown => {
      const [first, ...rest] = path;
      if (first === undefined) return value;
      const inner = nest(rest, value);
      if (first !== '0') return { [first]: inner };
      return key.startsWith('autoencoder.kernel') ? [inner, inner] : [inner];
    };
    const value = nest(key.split('.'), 1e12) as object;
    const refused = () => resolveConfiguration({ name: 'x', simulate: {}, ...value }, () => 'x.yaml');
    expect(refused).toThrow(expect.objectContaining({ code: 'configuration-invalid', exitCode: 2 }));
  });

  it.each([
    [{ fnn: { hidden: 1e12 } }, 'the weights of the network would take 16000000 EB, of at most 2.15 GB'],
    [{ lstm: { hidden: 1e6 } }, 'the weights of the network would take 16 TB'],
    [{ autoencoder: { channels: [1e9] } }, 'the weights of the network would take 72 GB'],
    [{ fnn: { members: 1000, hidden: 1000 } }, 'the weights of the network would take 8 GB'],
  ])('%j says what it would take', (section, message) => {
    expect(() => resolveConfiguration({ name: 'x', simulate: {}, ...section }, () => 'x.yaml')).toThrow(message);
  });

  it('that are large, but possible, are taken', () => {
    const large = { fnn: { members: 10, hidden: 2048 }, lstm: { hidden: 4096, layers: 2 } };
    expect(resolveConfiguration({ name: 'x', simulate: {}, ...large }, () => 'x.yaml').fnn.hidden).toBe(2048);
    expect(resolveEvolution({ cells: { radial: 300, azimuthal: 392 }, outputIntervals: 1000 }).outputIntervals).toBe(
      1000,
    );
  });
});

it('threads of an engine are no more than a few for each core', async () => {
  const refused = openEngine('cpu', { threads: mostThreads + 1 });
  await expect(refused).rejects.toMatchObject({ code: 'engine-argument-invalid', exitCode: 2 });
});

it('sizes read as people say them', () => {
  expect([0, 1, 999, 1000, 1234567, 4e18, 8e30].map(bytesInWords)).toEqual([
    '0 B',
    '1 B',
    '999 B',
    '1 kB',
    '1.23 MB',
    '4 EB',
    '8000000000000 EB',
  ]);
});
