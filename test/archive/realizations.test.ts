// Realizations of one parameter set are kept, and stay together in a split.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../src/archive/dataset.js';
import { parameterSetsOf } from '../../src/archive/realizations.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { splitNames, splitSimulations } from '../../src/archive/split.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { errorOf, ingestSamples, rejectionOf, sampleSimulation, scratchFolder } from './sample-simulations.js';

/** Files of two realizations of each of `sets` parameter sets. */
function archiveOf(sets: number) {
  const folder = scratchFolder();
  const paths = Array.from({ length: 2 * sets }, (_, index) => {
    const path = join(folder, `${index}.h5`);
    const { parameters } = sampleSimulation(Math.floor(index / 2));
    writeSimulation(path, { ...sampleSimulation(index), parameters });
    return path;
  });
  return { paths, manifest: join(folder, 'manifest.json') };
}

describe('realizations', () => {
  it('are ingested, each pair in one set', async () => {
    const { paths, manifest } = archiveOf(4);
    const { files } = await ingestSamples(paths, manifest);
    for (let set = 0; set < 4; set++) expect(files[2 * set]!.split).toBe(files[2 * set + 1]!.split);
    expect(splitNames.map((name) => files.filter(({ split }) => split === name).length)).toEqual([4, 2, 2]);
    expect(parameterSetsOf(openDataset(manifest).simulations)).toEqual([0, 0, 2, 2, 4, 4, 6, 6]);
  });

  it('of two parameter sets are too few for three sets', async () => {
    const { paths, manifest } = archiveOf(2);
    expect(await rejectionOf(ingestSamples(paths, manifest))).toMatchObject({
      code: 'archive-too-small',
      message: 'too few parameter sets to train, validate and test on: 2',
    });
  });

  it('are refused where an edit of the manifest has separated them', async () => {
    const { paths, manifest } = archiveOf(4);
    const { files } = await ingestSamples(paths, manifest);
    const { id } = files.find(({ split }) => split === 'training')!;
    const { 'tharsis:seal': _, ...document } = JSON.parse(readFileSync(manifest, 'utf8'));
    for (const row of document.recordSet[1].data) if (row['split/simulation'] === id) row['split/set'] = 'test';
    writeFileSync(manifest, JSON.stringify(document));
    const error = errorOf(() => openDataset(manifest));
    expect(error.code).toBe('manifest-malformed');
    expect(error.message).toContain('in the training set, but');
    expect(error.remedy).toContain('all realizations of a parameter set into one set');
  });

  it('are copies where all temperatures are the same', async () => {
    const folder = scratchFolder();
    const paths = [0, 1, 2, 3].map((seed) => join(folder, `${seed}.h5`));
    for (const [seed, path] of paths.entries()) writeSimulation(path, sampleSimulation(seed));
    const { parameters, temperature } = sampleSimulation(1);
    const last = sampleSimulation(3);
    const changed = Float32Array.from(temperature);
    changed[changed.length - 1]! += 1;
    writeSimulation(paths[3]!, { ...last, parameters, temperature: changed });
    expect((await ingestSamples(paths, join(folder, 'manifest.json'))).files).toHaveLength(4);
    writeSimulation(paths[3]!, { ...last, parameters, temperature });
    expect((await rejectionOf(ingestSamples(paths, join(folder, 'copies.json')))).message).toBe(
      `${paths[3]} has the same parameters and temperatures as ${paths[1]}`,
    );
  });

  it('of a known simulation go where it is', () => {
    const placed = ['test', undefined, 'training', undefined, undefined, 'validation'] as const;
    const split = splitSimulations(
      placed,
      { validationFraction: 0.4, testFraction: 0.4 },
      randomStream(2),
      [0, 0, 2, 3, 2, 5],
    );
    expect(split.test).toEqual(expect.arrayContaining([0, 1]));
    expect(split.training).toEqual(expect.arrayContaining([2, 4]));
  });

  it('share the split of their parameter sets: the same as without realizations', () => {
    const fractions = { validationFraction: 0.2, testFraction: 0.3 };
    const alone = splitSimulations(Array(10).fill(undefined), fractions, randomStream(3));
    const pairs = Array.from({ length: 20 }, (_, index) => index - (index % 2));
    const both = splitSimulations(Array(20).fill(undefined), fractions, randomStream(3), pairs);
    for (const name of splitNames) expect(both[name]).toEqual(alone[name].flatMap((set) => [2 * set, 2 * set + 1]));
  });
});
