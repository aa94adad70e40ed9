// Ingesting: from files to a manifest, or to one clear error and no manifest.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { guardedReader } from '../../src/archive/guarded/guarded-reader.js';
import { ingestArchive } from '../../src/archive/ingest.js';
import { readManifest } from '../../src/archive/manifest.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { InterruptedError, TharsisError } from '../../src/foundation/errors.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import {
  ingestSamples,
  rejectionOf,
  sampleSimulation,
  scratchFolder,
  writeRaw,
  writeSamples,
} from './sample-simulations.js';

/** The error of ingesting paths, after checking that no manifest was left. */
async function refusalOf(paths: readonly string[]) {
  const manifest = join(scratchFolder(), 'manifest.json');
  const error = await rejectionOf(ingestSamples(paths, manifest));
  expect(existsSync(manifest)).toBe(false);
  expect(error.exitCode).toBe(2);
  expect(error.remedy).not.toBe('');
  return error;
}

/** Three good files and one more. */
function withOneMore(change: (sample: ReturnType<typeof sampleSimulation>) => object): {
  paths: string[];
  last: string;
} {
  const folder = scratchFolder();
  const last = join(folder, 'last.h5');
  const sample = sampleSimulation(9);
  const paths = [...writeSamples(folder, 3), last];
  writeSimulation(last, { ...sample, ...change(sample) });
  return { paths, last };
}

function withValue(value: number, index: number) {
  return withOneMore(({ temperature }) => ({ temperature: temperature.with(index, value) }));
}

describe('ingesting', () => {
  it('describes the files of a folder and of its folders', async () => {
    const folder = scratchFolder();
    writeSamples(folder, 3);
    mkdirSync(join(folder, 'more', 'deep'), { recursive: true });
    writeSimulation(join(folder, 'more', 'deep', 'x.hdf5'), sampleSimulation(8));
    writeFileSync(join(folder, 'notes.txt'), 'not a simulation');
    const path = join(folder, 'manifest.json');
    const manifest = await ingestSamples([folder], path);
    expect(manifest).toMatchObject({ name: 'samples', grid: { radial: 5, azimuthal: 6 }, snapshots: 16 });
    expect(manifest.files.map(({ id }) => id)).toEqual(['sample-8', 'sample-0', 'sample-1', 'sample-2']);
    expect(manifest.parameters).toEqual([
      { name: 'initialTemperature', unit: 'K', scale: 'linear', minimum: 1600, maximum: 1600 + 8 / 3 },
      { name: 'referenceViscosity', unit: 'Pa s', scale: 'logarithmic', minimum: 1e21, maximum: 1e21 * (1 + 8 / 7) },
    ]);
    expect(readManifest(path)).toEqual(manifest);
  });

  it('takes a file that is named twice once', async () => {
    const folder = scratchFolder();
    const paths = writeSamples(folder, 4);
    expect((await ingestSamples([folder, ...paths], join(folder, 'manifest.json'))).files).toHaveLength(4);
  });

  it('lets one of several at a time create a manifest; the others leave it as it is', async () => {
    const folder = scratchFolder();
    const paths = writeSamples(folder, 4);
    const manifest = join(folder, 'manifest.json');
    const attempt = (seed: number) =>
      ingestArchive(paths, {
        name: `seed-${seed}`,
        description: '',
        manifest,
        replace: false,
        stream: randomStream(seed, 'split'),
        validationFraction: 0.2,
        testFraction: 0.2,
      });
    const outcomes = await Promise.allSettled([1, 2, 3].map(attempt));
    const made = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(made.map(({ value }) => value)).toEqual([readManifest(manifest)]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => [reason.code, reason.exitCode, reason.message])).toEqual(
      Array(2).fill(['manifest-exists', 2, `${manifest} is there already`]),
    );
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', ...paths.map((path) => basename(path))]);
  });

  it('gives the same manifest for the same seed', async () => {
    const folder = scratchFolder();
    const paths = writeSamples(folder, 8);
    const manifestOf = async (name: string, seed: number) => {
      await ingestSamples(paths, join(folder, name), seed);
      return readFileSync(join(folder, name), 'utf8');
    };
    expect(await manifestOf('first.json', 3)).toBe(await manifestOf('second.json', 3));
    expect(await manifestOf('third.json', 3)).not.toBe(await manifestOf('fourth.json', 4));
  });

  it('stops between two files when it is interrupted', async () => {
    const folder = scratchFolder();
    const paths = writeSamples(folder, 3);
    const controller = new AbortController();
    controller.abort();
    const options = { name: 'x', description: '', manifest: join(folder, 'manifest.json'), stream: randomStream(1) };
    const fractions = { validationFraction: 0.1, testFraction: 0.1 };
    const ingesting = ingestArchive(paths, { ...options, ...fractions, signal: controller.signal });
    await expect(ingesting).rejects.toBeInstanceOf(InterruptedError);
    expect(existsSync(options.manifest)).toBe(false);
  });
});

it('ends at a defect or a failing disk as such, also beside bad files', async () => {
  const folder = scratchFolder();
  const paths = [join(folder, 'missing.h5'), ...writeSamples(folder, 3)];
  for (const code of ['worker-failed', 'file-operation-failed'] as const) {
    const { examine } = guardedReader;
    const examining = vi.spyOn(guardedReader, 'examine').mockImplementation(async (path, signal) => {
      if (path === paths[0]) return examine(path, signal);
      throw new TharsisError(code, `${path}: of this machine`, 'look at it', { exitCode: 1 });
    });
    const error = await rejectionOf(ingestSamples(paths, join(folder, 'manifest.json')));
    examining.mockRestore();
    expect(error).toMatchObject({ code, exitCode: 1, message: `${paths[1]}: of this machine` });
  }
  expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
});

describe('ingesting refuses', () => {
  // Index 70 of (4, 5, 6) is (2, 1, 4).
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -5, 1e-40, 0.5, 2e5])(
    'a temperature of %s K',
    async (value) => {
      const { paths, last } = withValue(value, 70);
      const error = await refusalOf(paths);
      expect(error.code).toBe('archive-value');
      const bounds = Number.isFinite(value) ? ', not between 1 and 1e5 K' : '';
      expect(error.message).toBe(`${last}: /temperature[2, 1, 4] is ${Math.fround(value)} K${bounds}`);
      expect(error.remedy).toContain('kelvin');
    },
  );

  it('a file that is missing', async () => {
    const paths = writeSamples(scratchFolder(), 3);
    expect(await refusalOf([...paths, '/nowhere/x.h5'])).toMatchObject({
      code: 'archive-missing',
      message: '/nowhere/x.h5 does not exist',
    });
  });

  it('an empty folder', async () => {
    const folder = scratchFolder();
    const { code, message } = await refusalOf([folder]);
    expect(code).toBe('archive-missing');
    expect(message).toContain(`the folder ${folder} holds no .h5, .hdf5, .nc, .cdf`);
  });

  it('fewer than three simulations', async () => {
    expect(await refusalOf(writeSamples(scratchFolder(), 2))).toMatchObject({
      code: 'archive-too-small',
      message: 'too few simulations to train, validate and test on: 2',
      remedy: 'give at least 3',
    });
    expect((await refusalOf([])).code).toBe('archive-too-small');
  });

  it('another geometry on the same grid', async () => {
    const { paths, last } = withOneMore(() => ({ geometry: 'spherical-annulus' }));
    const error = await refusalOf(paths);
    expect(error.code).toBe('archive-grid');
    expect(error.message).toBe(`${last}: its geometry is spherical-annulus, but cylinder in ${paths[0]}`);
  });

  it('times that count from another moment, but not negative ones as such', async () => {
    const shifted = (by: number) => withOneMore(({ times }) => ({ times: times.map((time) => time + by) }));
    const { paths, last } = shifted(-1e18);
    const error = await refusalOf(paths);
    expect(error).toMatchObject({ code: 'archive-times', remedy: expect.stringContaining('the same moment') });
    expect(error.message).toContain(`: it starts at 0 s, when ${last} has ended (-990438047200000000 s)`);
    const { times } = sampleSimulation(0);
    const earlier = shifted(-times.at(-1)! / 2);
    expect((await ingestSamples(earlier.paths, join(scratchFolder(), 'manifest.json'))).files).toHaveLength(4);
  });

  it('a grid of another size', async () => {
    const other = sampleSimulation(9, { snapshots: 4, radial: 6, azimuthal: 5 });
    const { paths, last } = withOneMore(() => other);
    const error = await refusalOf(paths);
    expect(error.code).toBe('archive-grid');
    expect(error.message).toBe(`${last}: its grid (6 x 5) differs from that of ${paths[0]}`);
  });

  it('a grid of the same size elsewhere', async () => {
    const { paths, last } = withOneMore(({ r }) => ({ r: r.map((value) => value + 1) }));
    const error = await refusalOf(paths);
    expect(error.code).toBe('archive-grid');
    expect(error.message).toContain(last);
  });

  it('a parameter too many, one too few, one in another unit, one on another scale', async () => {
    const more = withOneMore(({ parameters }) => ({ parameters: { ...parameters, enrichment: 3 } }));
    expect(await refusalOf(more.paths)).toMatchObject({
      code: 'archive-parameter',
      message: `${more.last}: has the parameter 'enrichment', unlike ${more.paths[0]}`,
    });
    const fewer = withOneMore(() => ({ parameters: { initialTemperature: 1700 } }));
    expect(await refusalOf(fewer.paths)).toMatchObject({
      code: 'archive-parameter',
      message: `${fewer.last}: lacks the parameter 'referenceViscosity', unlike ${fewer.paths[0]}`,
    });
    const scaled = withOneMore(() => ({ parameterUnits: { initialTemperature: 'degC', referenceViscosity: 'Pa s' } }));
    expect(await refusalOf(scaled.paths)).toMatchObject({
      code: 'archive-parameter',
      message: `${scaled.last}: the parameter 'initialTemperature' has the unit 'degC', but 'K' in ${scaled.paths[0]}`,
    });
    const bent = withOneMore(() => ({ parameterScales: { initialTemperature: 'logarithmic' } }));
    expect(await refusalOf(bent.paths)).toMatchObject({
      code: 'archive-parameter',
      message: `${bent.last}: the scale of the parameter 'initialTemperature' is logarithmic, but linear in ${bent.paths[0]}`,
    });
  });

  it('a simulation twice: same content, same parameters and temperatures, same id', async () => {
    const folder = scratchFolder();
    const paths = writeSamples(folder, 3);
    copyFileSync(paths[1]!, join(folder, 'copy.h5'));
    expect(await refusalOf([...paths, join(folder, 'copy.h5')])).toMatchObject({
      code: 'archive-duplicate',
      message: `${join(folder, 'copy.h5')} has the same content as ${paths[1]}`,
      remedy: 'leave one of them out',
    });
    const { parameters, temperature } = sampleSimulation(2);
    const again = withOneMore(() => ({ parameters, temperature }));
    expect(await refusalOf(again.paths)).toMatchObject({
      code: 'archive-duplicate',
      message: `${again.last} has the same parameters and temperatures as ${again.paths[2]}`,
    });
    const named = withOneMore(() => ({ id: 'sample-0' }));
    expect(await refusalOf(named.paths)).toMatchObject({
      code: 'archive-duplicate',
      message: `${named.last} has the same simulation id as ${named.paths[0]}`,
    });
  });

  it('several bad files at once, naming the first five', async () => {
    const folder = scratchFolder();
    const bad = Array.from({ length: 7 }, (_, index) =>
      writeRaw(join(folder, `bad-${index}.h5`), ({ datasets }) => delete datasets.phi),
    );
    const error = await refusalOf([...writeSamples(folder, 3), ...bad]);
    expect(error.code).toBe('archive-invalid');
    const lines = error.message.trimEnd().split('\n');
    expect(lines[0]).toBe('7 of 10 files cannot be used:');
    for (let index = 0; index < 5; index++) {
      expect(lines[1 + index]).toContain(`${bad[index]}: there is no dataset /phi`);
    }
    expect(lines.slice(6)).toEqual(['  and 2 more']);
  });
});
