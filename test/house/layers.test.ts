// The layer rule of the house: data flows one way, no folder imports upward, no file takes part in a cycle.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf as imported } from '../../bin/imports-of.js';

/** The rooms of src/, bottom up, and what each imports. A room that is not needed is not listed. */
const mayImport: Record<string, readonly string[]> = {
  foundation: [],
  statistics: ['foundation'],
  tensor: ['foundation'],
  nets: ['foundation', 'tensor'],
  training: ['foundation', 'tensor'],
  densities: ['foundation', 'statistics', 'tensor'],
  explain: ['tensor'],
  convection: ['foundation'],
  archive: ['foundation', 'convection'],
  surrogate: ['foundation', 'statistics', 'tensor', 'nets', 'training', 'archive'],
  evaluation: ['foundation', 'statistics', 'archive'],
  report: ['foundation', 'evaluation'],
  runs: ['foundation'],
  campaign: ['foundation', 'convection', 'archive', 'runs'],
  query: ['foundation', 'convection', 'archive', 'surrogate', 'evaluation', 'report', 'runs'],
  pipeline: [
    'foundation',
    'tensor',
    'training',
    'convection',
    'archive',
    'surrogate',
    'evaluation',
    'report',
    'runs',
    'campaign',
    'query',
  ],
  benchmark: ['foundation', 'tensor', 'nets', 'training', 'convection', 'surrogate'],
  cli: [
    'foundation',
    'tensor',
    'convection',
    'archive',
    'surrogate',
    'report',
    'runs',
    'campaign',
    'query',
    'pipeline',
    'benchmark',
  ],
};

/** Rooms further down whose types stand in the signatures of a barrel, which then names them. */
const barrelMayName: Record<string, readonly string[]> = { query: ['training'] };

const source = 'src';
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  return imported(readFileSync(join(source, file), 'utf8'))
    .filter(({ specifier, kind }) => specifier.startsWith('.') && kind !== 'worker')
    .map(({ specifier, kind }) => ({
      target: normalize(join(dirname(file), specifier)).replace(/\.js$/, '.ts'),
      typeOnly: kind === 'type',
    }));
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));
const folderOf = (file: string) => file.split('/')[0]!;

describe('layers', () => {
  it('finds the imports it is meant to judge', () => {
    expect(graph.get('foundation/random-stream.ts')).toEqual([{ target: 'foundation/philox.ts', typeOnly: false }]);
    for (const [file, imports] of graph)
      for (const { target } of imports) expect(graph.has(target), `${file} -> ${target}`).toBe(true);
  });

  it('lets no folder import upward', () => {
    const breaches: string[] = [];
    for (const [file, imports] of graph) {
      const folder = folderOf(file);
      if (!file.includes('/')) continue;
      expect(mayImport, `folder src/${folder} has no layer`).toHaveProperty(folder);
      for (const { target, typeOnly } of imports) {
        const other = folderOf(target);
        const named = typeOnly && file === `${folder}/index.ts` ? (barrelMayName[folder] ?? []) : [];
        const allowed = [folder, ...mayImport[folder]!, ...named].includes(other);
        // A report takes results as they are: of evaluation it needs the types, and the labels in the registries.
        const registries = /^evaluation\/(?:metrics\/columns|baselines\/registry)\.ts$/;
        const onlyTypes = folder !== 'report' || other !== 'evaluation' || typeOnly || registries.test(target);
        if (!allowed || !onlyTypes) breaches.push(`${file} -> ${target}`);
      }
    }
    expect(breaches).toEqual([]);
  });

  it('permits nothing that no file needs', () => {
    const needed = new Set(
      [...graph].flatMap(([file, imports]) => imports.map(({ target }) => `${folderOf(file)} -> ${folderOf(target)}`)),
    );
    const permitted = [mayImport, barrelMayName].flatMap((table) =>
      Object.entries(table).flatMap(([folder, rooms]) => rooms.map((room) => `${folder} -> ${room}`)),
    );
    expect(permitted.filter((edge) => !needed.has(edge))).toEqual([]);
  });

  it('reads simulations in the reading thread only, where a watchdog can end it', () => {
    const readers = [...graph].filter(([, imports]) =>
      imports.some(({ target, typeOnly }) => target === 'archive/simulation-reader.ts' && !typeOnly),
    );
    expect(readers.map(([file]) => file).sort()).toEqual([
      'archive/guarded/check-temperatures.ts',
      'archive/guarded/reading-operations.ts',
    ]);
    const checkers = [...graph].filter(([, imports]) =>
      imports.some(({ target }) => target === 'archive/guarded/check-temperatures.ts'),
    );
    expect(checkers.map(([file]) => file)).toEqual(['archive/guarded/reading-operations.ts']);
  });

  it('has no cycle between files', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const { target } of graph.get(file) ?? []) visit(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('gives every folder a README', () => {
    const folders = [...new Set(files.filter((file) => file.includes('/')).map(folderOf))];
    for (const folder of folders) expect(readdirSync(join(source, folder)), `src/${folder}`).toContain('README.md');
  });
});
