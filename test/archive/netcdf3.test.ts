// The variants of classic netCDF besides the one that all formats are tested with: fixtures/make_netcdf_archive.py.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../src/archive/dataset.js';
import { readManifest } from '../../src/archive/manifest.js';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { exampleSimulation } from './example-simulation.js';
import { ingestSamples, sampleSimulation, scratchFolder, writeRaw } from './sample-simulations.js';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

describe('classic netCDF', () => {
  it('with 64-bit offsets: float64, no records, ghost layers that hold NaN', () => {
    const header = readSimulationHeader(fixture('netcdf-offset64.nc'));
    expect(header).toMatchObject({ r: exampleSimulation.r, phi: exampleSimulation.phi, ghostLayers: [1, 0, 2, 1] });
    expect(readTemperature(header)).toEqual(exampleSimulation.temperature);
    const cells = header.r.length * header.phi.length;
    expect(readTemperature(header, 1, 3)).toEqual(exampleSimulation.temperature.slice(cells, 3 * cells));
  });

  it('with 64-bit data: 16-bit integers in records that are not padded, as they are of one variable', () => {
    const header = readSimulationHeader(fixture('netcdf-data64.nc'));
    expect(header).toMatchObject({ r: exampleSimulation.r, times: exampleSimulation.times });
    expect(readTemperature(header)).toEqual(exampleSimulation.temperature.map((_, index) => 1000 + index));
    const cells = header.r.length * header.phi.length;
    expect(readTemperature(header, 2, 4)[0]).toBe(1000 + 2 * cells);
  });

  it('is ingested beside HDF5 on the same grid, and its format is in the manifest', async () => {
    const folder = scratchFolder();
    const { r, phi } = exampleSimulation;
    copyFileSync(fixture('netcdf3.nc'), join(folder, 'a.nc'));
    for (const seed of [1, 2]) {
      writeRaw(join(folder, `${seed}.h5`), (file) => {
        file.datasets.r = { data: r };
        file.datasets.phi = { data: phi };
        file.datasets.temperature = {
          data: Float64Array.from(sampleSimulation(seed, { snapshots: 3, radial: 5, azimuthal: 3 }).temperature),
          shape: [3, 5, 3],
        };
        file.attributes = {
          parameter_referenceViscosity: 1e21 * seed,
          parameter_referenceViscosity_units: 'Pa s',
          parameter_activationEnergy: 3e5,
          parameter_activationEnergy_units: 'J/mol',
        };
      });
    }
    const path = join(folder, 'manifest.json');
    const manifest = await ingestSamples([folder], path);
    expect(manifest.files.map(({ format }) => format)).toEqual(['native', 'native', 'netcdf3']);
    expect(openDataset(path).readTemperature(2)).toEqual(exampleSimulation.temperature);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('"encodingFormat": "application/netcdf"');
    // A manifest of an older version names no format and has no seal: its files are native.
    writeFileSync(path, text.replaceAll(/,\s*"tharsis:(format|seal)": "[\w:]+"/g, ''));
    expect(new Set(readManifest(path).files.map(({ format }) => format))).toEqual(new Set(['native']));
  });
});
