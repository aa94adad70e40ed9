// Files that Tharsis did not write: made by h5py (fixtures/make_foreign_archive.py), and numbers of other types.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../src/archive/dataset.js';
import { checkTemperatures } from '../../src/archive/guarded/check-temperatures.js';
import { createFile } from '../../src/archive/hdf5.js';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { errorOf, ingestSamples, MYR, rawFile, scratchFolder, writeRaw } from './sample-simulations.js';

const fixtures = join(import.meta.dirname, 'fixtures');
const files = [0, 1, 2].map((index) => join(fixtures, `foreign-${index}.h5`));

describe('an archive made by h5py', async () => {
  const manifest = join(scratchFolder(), 'foreign.json');
  await ingestSamples(files, manifest);
  const dataset = openDataset(manifest);

  it('has its coordinates in SI units, without ghost layers', () => {
    for (const { times } of dataset.simulations) {
      expect([...times]).toEqual([0, 12.5 * MYR, 130 * MYR, 1000 * MYR, 4500 * MYR]);
    }
    expect([...dataset.r]).toEqual([2.0e6, 2.2e6, 2.4e6, 2.6e6, 2.8e6, 3.0e6]);
    const degrees = [6, 18, 30, 42, 54, 66, 78];
    expect(dataset.phi).toHaveLength(degrees.length);
    for (const [index, value] of degrees.entries()) expect(dataset.phi[index]).toBeCloseTo((value * Math.PI) / 180, 14);
  });

  it('has its parameters', () => {
    expect(dataset.parameterNames).toEqual(['enrichment', 'referenceViscosity']);
    expect(dataset.parameterUnits).toEqual({ enrichment: '1', referenceViscosity: 'Pa s' });
    for (const [index, { id, parameters, solver }] of dataset.simulations.entries()) {
      expect(id).toBe(`foreign-${index}`);
      expect(parameters).toEqual({ enrichment: index + 1, referenceViscosity: 10 ** (20 + index) });
      expect(solver).toEqual({ code: 'another code' });
    }
  });

  it('has its temperatures, of active cells only', () => {
    for (const [index, { times }] of dataset.simulations.entries()) {
      const field = dataset.readTemperature(index);
      expect(field).toHaveLength(times.length * dataset.r.length * dataset.phi.length);
      let position = 0;
      for (const time of times) {
        for (const radius of dataset.r) {
          for (const angle of dataset.phi) {
            const expected = 1500 + index + time / MYR / 100 + radius / 1e6 + (angle * 18) / Math.PI;
            // Half the spacing of float32 above 1024 is 6.1e-5.
            expect(Math.abs(field[position++]! - expected)).toBeLessThan(6.2e-5);
          }
        }
      }
    }
  });

  it('gives snapshots across its chunks', () => {
    expect(dataset.readTemperature(1, 1, 4)).toEqual(readTemperature(readSimulationHeader(files[1]!)).slice(42, 168));
  });
});

describe('a filter that cannot be read', () => {
  it('is named, with the way out', () => {
    const path = join(fixtures, 'lzf.h5');
    const error = errorOf(() => checkTemperatures(readSimulationHeader(path)));
    expect(error).toMatchObject({
      code: 'archive-filter',
      message: `${path} is compressed with 'lzf', which cannot be read here`,
      exitCode: 2,
    });
    expect(error.remedy).toContain('gzip');
  });
});

describe('integers of 64 bits', () => {
  it('are numbers like others', () => {
    const path = writeRaw(join(scratchFolder(), 'integers.h5'), ({ datasets }) => {
      datasets.temperature = {
        data: BigInt64Array.from({ length: 60 }, (_, index) => BigInt(1000 + index)),
        shape: [3, 4, 5],
      };
      datasets.time = { data: BigInt64Array.of(0n, 10n, 30n) };
    });
    const header = readSimulationHeader(path);
    expect([...header.times]).toEqual([0, 10, 30]);
    expect(readTemperature(header)).toEqual(Float32Array.from(rawFile().datasets.temperature!.data as Float64Array));
  });
});

describe('a dataset in another file', () => {
  it('is refused, since no checksum would cover it', () => {
    const folder = scratchFolder();
    writeRaw(join(folder, 'whole.h5'));
    const path = join(folder, 'linked.h5');
    createFile(path, (file) => {
      for (const name of ['temperature', 'time', 'r', 'phi']) file.create_external_link('whole.h5', `/${name}`, name);
    });
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({
      code: 'archive-type',
      message: `${path}: /temperature is a link to whole.h5`,
      exitCode: 2,
    });
  });
});
