// Manifests: Croissant 1.0 that other tools can read, and that brings back what was written.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestArchive } from '../../src/archive/ingest.js';
import { readManifest } from '../../src/archive/manifest.js';
import { splitNames } from '../../src/archive/split.js';
import { sha256 } from '../../src/foundation/digest.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { errorOf, ingestSamples, scratchFolder, writeSamples } from './sample-simulations.js';

interface Croissant {
  [key: string]: unknown;
  distribution: Record<string, string>[];
  recordSet: { '@id': string; data?: Record<string, string>[] }[];
}

const folder = scratchFolder();
mkdirSync(join(folder, 'archive'));
const files = writeSamples(join(folder, 'archive'), 6);
const path = join(folder, 'data-manifests', 'samples.json');
const manifest = await ingestSamples(files, path);
const text = readFileSync(path, 'utf8');
const croissant = (): Croissant => JSON.parse(text) as Croissant;

/** Reading a manifest after a change to it. */
function changed(change: (document: Croissant) => void): string {
  // Without the seal, as somebody changes it by hand.
  const { 'tharsis:seal': _seal, ...document } = croissant();
  change(document as Croissant);
  const other = join(scratchFolder(), 'manifest.json');
  writeFileSync(other, JSON.stringify(document));
  return other;
}

describe('a manifest', () => {
  it('whose license somebody changed is refused until it has no seal, and may be formatted anew', () => {
    const other = join(dirname(path), 'changed.json');
    const edited = text.replace('"license": "', '"license": "GPL or ');
    writeFileSync(other, edited);
    expect(errorOf(() => readManifest(other))).toMatchObject({
      code: 'manifest-malformed',
      message: `${other} is no manifest of Tharsis: its content no longer has the SHA-256 of its seal`,
      remedy: expect.stringContaining("take its key 'tharsis:seal' out"),
    });
    const { 'tharsis:seal': _seal, ...unsealed } = JSON.parse(edited);
    writeFileSync(other, JSON.stringify(unsealed));
    expect(readManifest(other).license).toMatch(/^GPL or /);
    writeFileSync(other, JSON.stringify(JSON.parse(text)).replaceAll('},{', '},\r\n{'));
    expect(readManifest(other)).toEqual(readManifest(path));
  });

  it('is a Croissant 1.0 dataset', () => {
    const document = croissant();
    expect(document).toMatchObject({
      '@type': 'sc:Dataset',
      conformsTo: 'http://mlcommons.org/croissant/1.0',
      name: 'samples',
      description: 'Made-up simulations.',
      license: 'not stated',
    });
    expect(document).not.toHaveProperty('citeAs');
    expect(document['@context']).toMatchObject({
      '@vocab': 'https://schema.org/',
      cr: 'http://mlcommons.org/croissant/',
      recordSet: 'cr:recordSet',
    });
    expect(document.recordSet.map((records) => records['@id'])).toEqual(['content', 'split']);
    expect(document.recordSet[0]!.data![0]).toEqual({
      'content/dataset': 'temperature',
      'content/dimensions': 'time, r, phi',
      'content/unit': 'K',
      'content/meaning': 'temperature at cell centers, float32',
    });
  });

  it('lists every file with its place, size and SHA-256', () => {
    const { distribution } = croissant();
    expect(distribution).toHaveLength(files.length);
    for (const [index, file] of distribution.entries()) {
      const content = readFileSync(files[index]!);
      expect(file).toEqual({
        '@type': 'cr:FileObject',
        '@id': `sample-${index}`,
        name: `sample-${index}`,
        contentUrl: `../archive/sample-${index}.h5`,
        contentSize: `${content.length} B`,
        encodingFormat: 'application/x-hdf5',
        sha256: sha256(content),
        'tharsis:format': 'native',
      });
    }
  });

  it('says which set each simulation belongs to', () => {
    const sets = croissant().recordSet[1]!.data!;
    expect(sets.map((row) => row['split/simulation'])).toEqual(files.map((_, index) => `sample-${index}`));
    const count = (name: string) => sets.filter((row) => row['split/set'] === name).length;
    expect(splitNames.map(count)).toEqual([4, 1, 1]);
  });

  it('brings back what was written', () => {
    expect(readManifest(path)).toEqual(manifest);
    expect(manifest.files.map(({ bytes }) => bytes)).toEqual(files.map((file) => statSync(file).size));
  });

  it('lists the simulations that the archive lacks, and why', async () => {
    const failures = ['simulation-0003-3fa9c1: the flow diverged (referenceViscosity 1e+20)'];
    const options = { name: 'samples', description: '', validationFraction: 0.2, testFraction: 0.2, failures };
    const other = join(folder, 'data-manifests', 'with-failures.json');
    await ingestArchive(files, { ...options, manifest: other, stream: randomStream(1, 'split') });
    expect(JSON.parse(readFileSync(other, 'utf8'))['tharsis:failures']).toEqual(failures);
    expect(readManifest(other).failures).toEqual(failures);
    expect(croissant()).not.toHaveProperty('tharsis:failures');
  });

  it('finds its files from any working folder', () => {
    const before = process.cwd();
    try {
      process.chdir(dirname(path));
      expect(readManifest('samples.json').files[0]!.path).toBe(join('..', 'archive', 'sample-0.h5'));
      process.chdir(join(folder, 'archive'));
      const { files: found } = readManifest(join('..', 'data-manifests', 'samples.json'));
      expect(readFileSync(found[0]!.path)).toEqual(readFileSync(files[0]!));
    } finally {
      process.chdir(before);
    }
  });
});

describe('a manifest is refused', () => {
  it('when it is missing', () => {
    const error = errorOf(() => readManifest(join(folder, 'nowhere.json')));
    expect(error).toMatchObject({ code: 'manifest-missing', exitCode: 2 });
    expect(error.message).toContain(join(folder, 'nowhere.json'));
    expect(error.remedy).toContain('tharsis ingest');
  });

  it.each([
    ['it is cut short', text.slice(0, text.length / 2)],
    ['it is empty', ''],
    ['it is another JSON file', '{"name": "package"}'],
    ['it is a list', '[]'],
  ])('when %s', (_, content) => {
    const other = join(scratchFolder(), 'manifest.json');
    writeFileSync(other, content);
    const error = errorOf(() => readManifest(other));
    expect(error).toMatchObject({ code: 'manifest-malformed', exitCode: 2, remedy: 'ingest the archive again' });
    expect(error.message.startsWith(`${other} is no manifest of Tharsis: `)).toBe(true);
    expect(error.message).not.toMatch(/\n|: :/);
  });

  it.each<[string, (document: Croissant) => void, string]>([
    ['has no license', (document) => delete document.license, 'license'],
    ['lists no files', (document) => Object.assign(document, { distribution: [] }), 'distribution'],
    [
      'has a wrong digest',
      (document) => Object.assign(document.distribution[2]!, { sha256: 'abc' }),
      'distribution.2.sha256',
    ],
    [
      'has a size in words',
      (document) => Object.assign(document.distribution[0]!, { contentSize: 'small' }),
      'contentSize',
    ],
    [
      'names an unknown set',
      (document) => Object.assign(document.recordSet[1]!.data![0]!, { 'split/set': 'all' }),
      'split/set',
    ],
    ['forgets a simulation', (document) => document.recordSet[1]!.data!.splice(3, 1), 'no split is given for sample-3'],
    ['lists one twice', (document) => document.distribution.push(document.distribution[1]!), 'it lists sample-1 twice'],
    [
      'leaves a set empty',
      (document) => {
        for (const row of document.recordSet[1]!.data!) row['split/set'] = 'training';
      },
      "no simulation is in the set 'validation'",
    ],
    [
      'is of a later Croissant',
      (document) => Object.assign(document, { conformsTo: 'http://mlcommons.org/croissant/9' }),
      'conformsTo',
    ],
  ])('when it %s', (_, change, says) => {
    const other = changed(change);
    const error = errorOf(() => readManifest(other));
    expect(error).toMatchObject({ code: 'manifest-malformed', exitCode: 2 });
    expect(error.message).toContain(other);
    expect(error.message).toContain(says);
  });
});
