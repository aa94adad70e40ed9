// A dataset gives the fields of the files a manifest describes, and only of those.
import { appendFileSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset, openDatasetInterruptibly } from '../../src/archive/dataset.js';
import { type ManifestFile, writeManifest } from '../../src/archive/manifest.js';
import { splitNames } from '../../src/archive/split.js';
import { sha256 } from '../../src/foundation/digest.js';
import { InterruptedError } from '../../src/foundation/errors.js';
import {
  errorOf,
  ingestSamples,
  sampleSimulation,
  scratchFolder,
  writeRaw,
  writeSamples,
} from './sample-simulations.js';

async function archive(count = 5) {
  const folder = scratchFolder();
  const files = writeSamples(folder, count);
  const path = join(folder, 'manifest.json');
  return { folder, files, path, manifest: await ingestSamples(files, path) };
}

describe('a dataset', async () => {
  const { path, manifest } = await archive();
  const dataset = openDataset(path);

  it('has what the files hold', async () => {
    const sample = sampleSimulation(0);
    expect(dataset.name).toBe('samples');
    expect(dataset.r).toEqual(sample.r);
    expect(dataset.phi).toEqual(sample.phi);
    expect(dataset.parameterNames).toEqual(['initialTemperature', 'referenceViscosity']);
    expect(dataset.parameterUnits).toEqual(sample.parameterUnits);
    expect(dataset.simulations.map(({ id }) => id)).toEqual(manifest.files.map(({ id }) => id));
    for (const [index, simulation] of dataset.simulations.entries()) {
      expect(simulation.parameters).toEqual(sampleSimulation(index).parameters);
      expect(simulation.times).toEqual(sampleSimulation(index).times);
    }
  });

  it('has the split of its manifest', async () => {
    for (const [index, { split }] of manifest.files.entries()) expect(dataset.split[split]).toContain(index);
    expect(splitNames.map((name) => dataset.split[name].length)).toEqual([3, 1, 1]);
  });

  it('is identified by the digest of its manifest', async () => {
    expect(dataset.digest).toBe(sha256(readFileSync(path)));
  });

  it.each([
    ['keeps fields in memory', 2 ** 20],
    ['streams them', 0],
  ])('gives the fields when it %s', (_, memory) => {
    const opened = openDataset(path, { memory });
    for (let simulation = 0; simulation < 5; simulation++) {
      const { temperature } = sampleSimulation(simulation);
      expect(opened.readTemperature(simulation)).toEqual(temperature);
      expect(opened.readTemperature(simulation, 1, 3)).toEqual(temperature.slice(30, 90));
      expect(opened.readTemperature(simulation, 3)).toEqual(temperature.slice(90));
    }
  });

  it('is the same where it is opened while the event loop goes on', async () => {
    const { signal } = new AbortController();
    const { readTemperature, ...facts } = await openDatasetInterruptibly(path, { signal });
    const { readTemperature: expected, ...expectedFacts } = dataset;
    expect(facts).toEqual(expectedFacts);
    expect(readTemperature(4, 1, 3)).toEqual(expected(4, 1, 3));
  });

  it('lets Ctrl-C in while a file of it does not answer', async () => {
    const { path: other, files } = await archive(3);
    const endless = readFileSync('test/archive/fixtures/foreign-0.h5');
    // With this byte wrong the HDF5 library never returns.
    endless[4632] = endless[4632]! ^ 0xff;
    writeFileSync(files[2]!, endless);
    const controller = new AbortController();
    const opening = openDatasetInterruptibly(other, { verify: false, signal: controller.signal });
    setTimeout(() => controller.abort(), 300);
    await expect(opening).rejects.toThrow(InterruptedError);
  });

  it('moves with its folder', async () => {
    const { folder } = await archive(3);
    const moved = join(scratchFolder(), 'elsewhere');
    renameSync(folder, moved);
    expect(openDataset(join(moved, 'manifest.json')).readTemperature(2)).toEqual(sampleSimulation(2).temperature);
  });

  it('names simulations without an id by their files as seen when they were ingested', async () => {
    const folder = scratchFolder();
    const paths = ['a', 'b', 'c'].map((name, index) =>
      writeRaw(join(folder, `${name}.h5`), ({ attributes }) => {
        attributes.parameter_referenceViscosity = 1e20 * (1 + index);
      }),
    );
    await ingestSamples(paths, join(folder, 'manifest.json'));
    const before = process.cwd();
    try {
      process.chdir(folder);
      expect(openDataset('manifest.json').simulations.map(({ id }) => id)).toEqual(paths);
    } finally {
      process.chdir(before);
    }
  });
});

describe('a dataset is refused', () => {
  it('when a file has one other byte', async () => {
    const { files, path } = await archive();
    const bytes = readFileSync(files[3]!);
    // The last byte of a chunk of float32 temperatures would be caught by the format; a coordinate is not.
    const position = bytes.indexOf(Buffer.from(Float64Array.of(sampleSimulation(3).r[2]!).buffer));
    expect(position).toBeGreaterThan(0);
    bytes[position] = bytes[position]! ^ 1;
    writeFileSync(files[3]!, bytes);
    const error = errorOf(() => openDataset(path));
    expect(error).toMatchObject({ code: 'archive-checksum', exitCode: 2 });
    expect(error.message).toBe(`${files[3]} is not the file that ${path} describes: its SHA-256 differs`);
    expect(error.remedy).toContain('restore the file');
  });

  it('when a file is another simulation', async () => {
    const { files, path } = await archive();
    const other = writeRaw(files[1]!);
    const size = readFileSync(other).length;
    expect(errorOf(() => openDataset(path)).message).toContain(
      `${other} is not the file that ${path} describes: it has ${size} B instead of`,
    );
  });

  it('when a file was cut', async () => {
    const { files, path } = await archive();
    truncateSync(files[0]!, 5000);
    expect(errorOf(() => openDataset(path))).toMatchObject({
      code: 'archive-truncated',
      message: `${files[0]} is truncated`,
    });
  });

  it('when a file was moved away', async () => {
    const { folder, files, path } = await archive();
    mkdirSync(join(folder, 'away'));
    renameSync(files[2]!, join(folder, 'away', 'sample-2.h5'));
    expect(errorOf(() => openDataset(path))).toMatchObject({
      code: 'archive-missing',
      message: `${files[2]} does not exist`,
      exitCode: 2,
    });
  });

  it('when a file has another size, even where checksums are not compared', async () => {
    const { files, path } = await archive();
    appendFileSync(files[4]!, 'x');
    expect(errorOf(() => openDataset(path, { verify: false }))).toMatchObject({ code: 'archive-checksum' });
  });

  it('when its files do not belong together', async () => {
    const { folder, path, manifest } = await archive();
    const other = writeRaw(join(folder, 'other.h5'));
    const bytes = readFileSync(other);
    const stray: ManifestFile = {
      id: 'x',
      path: other,
      bytes: bytes.length,
      sha256: sha256(bytes),
      format: 'native',
      split: 'test',
    };
    writeManifest(path, { ...manifest, files: [...manifest.files, stray] });
    const error = errorOf(() => openDataset(path));
    expect(error).toMatchObject({ code: 'archive-grid', exitCode: 2 });
    expect(error.message).toContain(other);
  });
});
