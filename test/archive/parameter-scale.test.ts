// The scale of a parameter is stated once and kept: from the archive through the manifest to the dataset.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../src/archive/dataset.js';
import { readManifest } from '../../src/archive/manifest.js';
import { scalesOf, usualScale } from '../../src/archive/parameter-scale.js';
import { readSimulationHeader } from '../../src/archive/simulation-reader.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { ingestSamples, sampleSimulation, scratchFolder, writeRaw } from './sample-simulations.js';

describe('the scale of a parameter', () => {
  it('is kept from archive to dataset', async () => {
    const folder = scratchFolder();
    const paths = [0, 1, 2].map((seed) => {
      const path = join(folder, `${seed}.h5`);
      const parameterScales = { referenceViscosity: 'linear', initialTemperature: 'logarithmic' } as const;
      writeSimulation(path, { ...sampleSimulation(seed), parameterScales });
      return path;
    });
    const manifest = join(folder, 'manifest.json');
    await ingestSamples(paths, manifest);
    expect(openDataset(manifest).parameterScales).toMatchObject({
      referenceViscosity: 'linear',
      initialTemperature: 'logarithmic',
    });
  });

  it('is the usual one where an archive does not state it', () => {
    const folder = scratchFolder();
    const path = writeRaw(join(folder, 'raw.h5'), ({ attributes }) => {
      attributes.parameter_enrichment = 3;
    });
    expect(readSimulationHeader(path).parameterScales).toEqual({
      enrichment: 'linear',
      referenceViscosity: 'logarithmic',
    });
  });

  it('is the usual one where an older manifest does not state it', async () => {
    const folder = scratchFolder();
    const paths = [0, 1, 2].map((seed) => {
      const path = join(folder, `${seed}.h5`);
      writeSimulation(path, sampleSimulation(seed));
      return path;
    });
    const manifest = join(folder, 'manifest.json');
    await ingestSamples(paths, manifest);
    const text = readFileSync(manifest, 'utf8');
    expect(text).toContain('"tharsis:scale": "logarithmic"');
    const expected = readManifest(manifest);
    const earlier = ['tharsis:scale', 'tharsis:seal'];
    writeFileSync(
      manifest,
      JSON.stringify(JSON.parse(text), (key, value) => (earlier.includes(key) ? undefined : value)),
    );
    expect(readManifest(manifest)).toEqual(expected);
  });

  it('is no parameter, but a parameter may be called a scale', () => {
    const path = writeRaw(join(scratchFolder(), 'raw.h5'), ({ attributes }) => {
      attributes.parameter_length_scale = 2.5;
      attributes.parameter_referenceViscosity_scale = 'linear';
    });
    const { parameters, parameterScales } = readSimulationHeader(path);
    expect(parameters).toEqual({ length_scale: 2.5, referenceViscosity: 1e21 });
    expect(parameterScales).toEqual({ length_scale: 'linear', referenceViscosity: 'linear' });
  });

  it('defaults in one place', () => {
    expect(scalesOf(['referenceViscosity', 'x'])).toEqual({
      referenceViscosity: usualScale('referenceViscosity'),
      x: 'linear',
    });
  });
});
