// Simulations of different physics do not make up one archive, unless that is asked for.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../src/archive/dataset.js';
import { readManifest } from '../../src/archive/manifest.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { differingKeys, statedPhysics } from '../../src/archive/stated-physics.js';
import { resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import type { EvolutionSettings } from '../../src/convection/evolution/settings/evolution-settings.js';
import { planetOf } from '../../src/convection/planets/planet-choice.js';
import { errorOf, ingestSamples, rejectionOf, sampleSimulation, scratchFolder } from './sample-simulations.js';

/** What Tharsis writes of a configuration. */
function solverOf(settings: EvolutionSettings): Record<string, string> {
  const config = resolveEvolution(settings);
  return {
    software: 'tharsis 0.1.0',
    configuration: JSON.stringify(config),
    planetConstants: JSON.stringify(planetOf(config.planet)),
  };
}

/** An archive with a simulation for each solver. */
function archiveOf(solvers: readonly Readonly<Record<string, string>>[]) {
  const folder = scratchFolder();
  const paths = solvers.map((solver, seed) => {
    const path = join(folder, `${seed}.h5`);
    writeSimulation(path, { ...sampleSimulation(seed), solver });
    return path;
  });
  return { paths, manifest: join(folder, 'manifest.json') };
}

const mars = solverOf({});
const refusedKeys = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) =>
  differingKeys([{ physics: statedPhysics(a) }, { physics: statedPhysics(b) }]);

describe('the heat capacity of the core', () => {
  it('is compared, computed from the planet where a file does not state it', () => {
    expect(statedPhysics(mars)).toMatchObject({ coreHeatCapacity: '5666670' });
    expect(refusedKeys(mars, { ...mars, coreHeatCapacity: String(17e6 / 3) })).toEqual([]);
    expect(refusedKeys(mars, { ...mars, coreHeatCapacity: '5.95e6' })).toEqual(['coreHeatCapacity']);
    const foreign = { planet: 'mars', equations: 'boussinesq' };
    expect(refusedKeys(foreign, { ...foreign, coreHeatCapacity: '5.95e6' })).toEqual(['coreHeatCapacity']);
  });
});

describe('ingesting simulations of different physics', () => {
  it('is refused, with the keys that differ, both values, and a file of each kind', async () => {
    const boussinesq = solverOf({ equations: 'boussinesq', crustConductivity: 4.5 });
    const { paths, manifest } = archiveOf([mars, boussinesq, mars, boussinesq, mars]);
    expect(await rejectionOf(ingestSamples(paths, manifest))).toMatchObject({
      code: 'archive-physics',
      exitCode: 2,
      message: `simulations, 3 like ${paths[0]}, 2 like ${paths[1]}, differ in their physics: equations extended-boussinesq | boussinesq; crustConductivity 3 | 4.5`,
      remedy: expect.stringContaining('--allow-mixed-physics'),
    });
  });

  it('is done when asked for: the manifest states the keys, and training opens it', async () => {
    const { paths, manifest } = archiveOf([mars, solverOf({ equations: 'boussinesq' }), mars]);
    const ingested = await ingestSamples(paths, manifest, 1, { allowMixedPhysics: true });
    expect(ingested.mixedPhysics).toEqual(['equations']);
    expect(readManifest(manifest)).toEqual(ingested);
    expect(openDataset(manifest).mixedPhysics).toEqual(['equations']);
    // As a version of Tharsis wrote it that did not compare the physics.
    const { 'tharsis:mixedPhysics': _, 'tharsis:seal': _seal, ...earlier } = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(manifest, JSON.stringify(earlier));
    expect(errorOf(() => openDataset(manifest))).toMatchObject({ code: 'archive-physics' });
  });

  it('states nothing where nothing differs', async () => {
    const { paths, manifest } = archiveOf([mars, mars, mars]);
    expect(await ingestSamples(paths, manifest, 1, { allowMixedPhysics: true })).not.toHaveProperty('mixedPhysics');
  });

  it('takes archives that state nothing as one kind, beside others only when asked to', async () => {
    const unknown = { scheme: 'made up' };
    const { paths, manifest } = archiveOf([unknown, {}, unknown]);
    expect((await ingestSamples(paths, manifest)).files).toHaveLength(3);
    const mixed = archiveOf([mars, unknown, mars]);
    expect((await rejectionOf(ingestSamples(mixed.paths, mixed.manifest))).message).toBe(
      `simulations, 2 like ${mixed.paths[0]}, 1 like ${mixed.paths[1]}, differ in their physics: physics stated | not stated`,
    );
  });

  it('goes by what other programs state of planet and equations', () => {
    const foreign = { planet: 'mars', equations: 'Boussinesq', runtime: '7 h' };
    expect(refusedKeys(foreign, { ...foreign, runtime: '8 h' })).toEqual([]);
    expect(refusedKeys(foreign, { ...foreign, planet: 'venus' })).toEqual(['planet']);
    expect(refusedKeys(foreign, { planet: 'mars' })).toEqual(['equations']);
  });

  it('names the first keys of many', async () => {
    const { paths, manifest } = archiveOf([mars, mars, solverOf({ planet: 'earth' })]);
    const { message } = await rejectionOf(ingestSamples(paths, manifest));
    expect(message).toMatch(/: planet\.name mars \| earth; planet\.planetRadius 3400000 \| \d+; .*; \d+ more keys$/);
  });
});

describe('the physics that simulations state', () => {
  it.each<[string, EvolutionSettings, string[]]>([
    ['rheology', { rheology: 'linearized' }, ['rheology']],
    ['yield stress', { rheology: 'viscoplastic', yieldStress: 2e8 }, ['rheology', 'yieldStress']],
    ['a number of the planet', { planet: { name: 'mars', gravity: 3.8 } }, ['planet.gravity']],
    ['sector', { sectorAngle: 1 }, ['sectorAngle']],
    ['viscosity limits', { viscosityLimits: { minimum: 1e19, maximum: 1e28 } }, ['viscosityLimits.minimum']],
    ['boundary layers', { boundaryLayerThickness: 2e5 }, ['boundaryLayerThickness']],
    ['size of the perturbation', { perturbation: { amplitude: 50 } }, ['perturbation.amplitude']],
  ])('differs by its %s', (_, settings, keys) => {
    expect(refusedKeys(mars, solverOf(settings))).toEqual(keys);
  });

  it.each<[string, EvolutionSettings]>([
    ['the grid', { cells: { radial: 40, azimuthal: 52 }, stretching: 3, ghostCells: true }],
    ['the seed of the perturbation', { perturbation: { seed: 7 } }],
    ['outputs', { outputIntervals: 30, outputExponent: 1, duration: 1e17, outputs: ['velocity'] }],
    ['numerics', { courantNumber: 2, longestStep: 1e13, stokesTolerance: 1e-3 }],
    ['the usual value of another setting, written out', { crustConductivity: 3, boundaryLayerThickness: 3e5 }],
    ['what decides nothing', { yieldStress: 2e8, planet: { name: 'mars', latentHeatOfMelting: 5e5 } }],
  ])('does not differ by %s', (_, settings) => {
    expect(refusedKeys(mars, solverOf(settings))).toEqual([]);
  });

  it('goes by the content of an initial state, not by its path', () => {
    const from = (file: string, initialStateSha256: string) => ({
      ...solverOf({ initialState: { file } }),
      initialStateSha256,
    });
    expect(refusedKeys(from('a.csv', '12'), from('b.csv', '12'))).toEqual([]);
    expect(refusedKeys(from('a.csv', '12'), from('a.csv', '13'))).toEqual(['initialState.file']);
  });

  it('fills in what earlier versions did not write', () => {
    const { yieldStress: _, perturbation: _perturbation, ...earlier } = JSON.parse(mars.configuration!);
    const written = { ...mars, configuration: JSON.stringify({ ...earlier, perturbationAmplitude: 20 }) };
    expect(refusedKeys(mars, written)).toEqual([]);
  });

  it.each<[string, EvolutionSettings, EvolutionSettings, string[]]>([
    ['transitions, where only the conductivity goes by them', {}, {}, ['planet.phaseTransitions']],
    ['transitions, with constant conductivity', { conductivity: 'constant' }, { conductivity: 'constant' }, []],
    [
      'the perturbation of a profile',
      { initialState: { file: 'a.csv' } },
      { initialState: { file: 'a.csv' }, perturbation: { amplitude: 50 } },
      ['perturbation.amplitude'],
    ],
    [
      'the perturbation of a field, which has none',
      { initialState: { file: 'a.h5' } },
      { initialState: { file: 'a.h5' }, perturbation: { amplitude: 50 } },
      [],
    ],
  ])('goes by %s', (what, settings, other, keys) => {
    const [shallow, ...deeper] = planetOf({ name: 'mars' }).phaseTransitions;
    const phaseTransitions = [{ ...shallow!, pressure: shallow!.pressure - 1e9 }, ...deeper];
    const planet = what.startsWith('transitions') ? { planet: { name: 'mars' as const, phaseTransitions } } : {};
    expect(refusedKeys(solverOf(settings), solverOf({ ...other, ...planet }))).toEqual(keys);
  });

  it('is compared as it is written where a newer version of Tharsis wrote what this one does not know', () => {
    const newer = (changes: object) => ({
      ...mars,
      configuration: JSON.stringify({ ...JSON.parse(mars.configuration!), tides: { heating: 1 }, ...changes }),
    });
    expect(refusedKeys(newer({}), newer({}))).toEqual([]);
    expect(refusedKeys(newer({}), newer({ cells: { radial: 8 }, perturbation: { amplitude: 20, seed: 7 } }))).toEqual([
      'perturbation.modes',
    ]);
    expect(refusedKeys(newer({}), newer({ tides: { heating: 2 }, rheology: 'new' }))).toEqual([
      'rheology',
      'tides.heating',
    ]);
    const cut = (length: number) => ({ ...mars, configuration: mars.configuration!.slice(0, length) });
    expect(refusedKeys(cut(40), cut(40))).toEqual([]);
    expect(refusedKeys(cut(40), cut(41))).toEqual(['configuration']);
    expect(refusedKeys(mars, newer({}))).toContain('tides.heating');
  });

  it('does not go by the configuration that another program keeps', () => {
    const foreign = { software: 'other 1', planet: 'mars', configuration: '{"seed":1}' };
    expect(refusedKeys(foreign, { ...foreign, configuration: '{"seed":2}' })).toEqual([]);
  });
});
