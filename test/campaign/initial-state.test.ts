// Starting from the temperature in a file: an archive file or a profile.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { runCampaign } from '../../src/campaign/campaign.js';
import { initialStateDigest, readInitialState } from '../../src/campaign/initial-state.js';
import { simulateSchema } from '../../src/campaign/simulate-section.js';
import { simulateTask } from '../../src/campaign/simulate-task.js';
import { finishedRecord } from '../../src/campaign/simulation-record.js';
import { simulationTask, taskDigest } from '../../src/campaign/simulation-task.js';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { type EvolutionSettings, resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import { evolutionGrid, initialTemperatureField } from '../../src/convection/evolution/initial-field.js';
import type { InitialState } from '../../src/convection/evolution/initial-state.js';
import { planetOf } from '../../src/convection/planets/planet-choice.js';
import type { PlanetName } from '../../src/convection/planets/registry.js';
import { scalesOf, secondsPerYear } from '../../src/convection/scales.js';
import { simulateStage } from '../../src/pipeline/stages/simulate.js';
import { errorOf } from '../archive/sample-simulations.js';
import { exampleParameters as parameters } from '../convection/example-parameters.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';

const coarse = { cells: { radial: 5, azimuthal: 4 }, stretching: 1, perturbation: { modes: [{ mode: 2, weight: 1 }] } };
const brief = { ...coarse, duration: 1e8 * secondsPerYear, outputIntervals: 1 };
const scales = scalesOf(planetOf(resolveEvolution({}).planet));
const grid = evolutionGrid(scales, resolveEvolution(coarse));
const radii = grid.rCell.map((r) => r * scales.depth);
const core = grid.rNode[0]! * scales.depth;
const folder = temporaryFolder();

/** Asymmetric in both directions; the second snapshot is another. */
const field = Float32Array.from({ length: 40 }, (_, k) => 600 + 31 * Math.floor(k / 4) + 7 * (k % 4) ** 2 + (k % 3));

function archive(name: string, change: object = {}): string {
  const path = join(folder, name);
  const times = Float64Array.of(0, 1e15);
  const rest = { id: name, parameters, parameterUnits: {}, series: {}, solver: {} };
  writeSimulation(path, { ...rest, times, r: radii, phi: grid.phiCell, temperature: field, ...change });
  return path;
}

/** Radii and provenance of a simulation of Tharsis. */
function ofTharsis(name: PlanetName) {
  const planet = planetOf({ name });
  const { depth, ...rest } = scalesOf(planet);
  return {
    r: evolutionGrid({ depth, ...rest }, resolveEvolution(coarse)).rCell.map((r) => r * depth),
    solver: { planet: name, planetConstants: JSON.stringify(planet), radii: 'rescaled: as docs/physics.md says' },
  };
}

function profile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const LINEAR = 'radius_m,temperature_K\n1700000,2000\n2000000,1700\n3400000,300\n';

function configured(file: string, more: EvolutionSettings & { snapshot?: number } = {}) {
  const { snapshot, ...settings } = more;
  const initialState = snapshot === undefined ? { file } : { file, snapshot };
  return resolveEvolution({ ...brief, ...settings, initialState });
}

function startOf(file: string, more: EvolutionSettings & { snapshot?: number } = {}): Float32Array {
  const evolution = configured(file, more);
  return initialTemperatureField(parameters, evolution, readInitialState(evolution, initialStateDigest(evolution)));
}

const refusal = (file: string, more: EvolutionSettings & { snapshot?: number } = {}) =>
  errorOf(() => startOf(file, more));

describe('a start from an archive file', () => {
  const path = archive('field.h5');

  it('is exact at its nodes: the last snapshot, or the one that is named, without perturbation', () => {
    expect(startOf(path)).toEqual(field.slice(20));
    expect(startOf(path, { snapshot: 0 })).toEqual(field.slice(0, 20));
  });

  it('is bilinear between nodes, linear to the walls, and held beside the sides', () => {
    const fine = startOf(path, { cells: { radial: 10, azimuthal: 8 } });
    const last = (i: number, j: number) => field[20 + 4 * i + j]!;
    const mix = (a: number, b: number, c: number, d: number) => (9 * a + 3 * b + 3 * c + d) / 16;
    // Cell (3, 5) of the finer grid: a quarter above cell 1 and a quarter before cell 2 of 4.
    const { planet } = scales;
    expect(fine[3 * 8 + 4]).toBeCloseTo(mix(last(1, 2), last(1, 1), last(2, 2), last(2, 1)), 3);
    expect(fine[3 * 8]).toBeCloseTo((3 * last(1, 0) + last(2, 0)) / 4, 3);
    expect(fine[0]).toBeCloseTo((last(0, 0) + planet.initialCoreTemperature) / 2, 3);
    expect(fine[79]).toBeCloseTo((last(4, 3) + planet.surfaceTemperature) / 2, 3);
  });

  it('may have the true radii of the planet', () => {
    const shifted = archive('true.h5', { r: radii.map((r) => r - core + 1.7e6) });
    expect(startOf(shifted)).toEqual(field.slice(20));
  });

  it('is the first snapshot of a simulation, which keeps the digest of the file', () => {
    const evolution = configured(path);
    const task = simulationTask(parameters, 0, evolution, { folder: temporaryFolder(), checkpointInterval: 30 });
    const header = readSimulationHeader(simulateTask(task, () => {}).file);
    expect(readTemperature(header, 0, 1)).toEqual(field.slice(20));
    expect(header.solver.initialStateSha256).toBe(initialStateDigest(evolution));
  });

  it('is refused from another planet, by the constants that the file keeps', () => {
    for (const [from, to, message] of [
      ['venus', 'mars', 'venus, mantle 3110.0 to 6051.8 km, not of mars, 1700.0 to 3400.0 km'],
      ['earth', 'mars', 'earth, mantle 3480.0 to 6371.0 km, not of mars, 1700.0 to 3400.0 km'],
      ['mars', 'mercury', 'mars, mantle 1700.0 to 3400.0 km, not of mercury, 2020.0 to 2439.4 km'],
      ['venus', 'mercury', 'venus, mantle 3110.0 to 6051.8 km, not of mercury, 2020.0 to 2439.4 km'],
      ['earth', 'mercury', 'earth, mantle 3480.0 to 6371.0 km, not of mercury, 2020.0 to 2439.4 km'],
      ['moon', 'mercury', 'moon, mantle 330.0 to 1737.4 km, not of mercury, 2020.0 to 2439.4 km'],
    ] as const) {
      const file = archive(`${from}.h5`, ofTharsis(from));
      expect(startOf(file, { planet: from })).toEqual(field.slice(20));
      const error = refusal(file, { planet: to });
      expect(error).toMatchObject({ code: 'initial-state-planet', exitCode: 2 });
      expect(error.message).toBe(`${file} is a simulation of ${message}`);
      const foreign = refusal(archive(`foreign-${from}.h5`, { ...ofTharsis(from), solver: {} }), { planet: to });
      expect(foreign).toMatchObject({ code: 'initial-state-coverage', exitCode: 2 });
      expect(foreign.message).toContain(`reach beyond the mantle of ${to}, `);
    }
  });

  it('is refused where it does not fit', () => {
    expect(refusal(path, { planet: 'earth' }).message).toMatch(
      /do not cover the mantle of earth, 3480\.0 to 6371\.0 km/,
    );
    expect(refusal(archive('thin.h5', { r: radii.map((r) => 1e6 + 0.2 * r) })).code).toBe('initial-state-coverage');
    const wide = refusal(path, { sectorAngle: Math.PI });
    expect(wide.code).toBe('initial-state-coverage');
    expect(wide.message).toContain('do not cover the sector');
    expect(refusal(path, { snapshot: 2 }).code).toBe('initial-state-snapshot');
    for (const wrong of [Number.NaN, -5, 0, 50_000]) {
      const spoiled = field.slice();
      spoiled[26] = wrong;
      const error = refusal(archive('spoiled.h5', { temperature: spoiled }));
      expect(error.code).toBe('initial-state-value');
      expect(error.message).toContain(`/temperature[1, 1, 2] is ${wrong} K`);
    }
    expect(refusal(join(folder, 'none.h5')).code).toBe('initial-state-missing');
    expect(refusal(folder).code).toBe('initial-state-missing');
    expect(refusal(profile('text.h5', LINEAR)).code).toBe('archive-format');
  });
});

describe('a start from a profile', () => {
  const none = { perturbation: { amplitude: 0 } };

  it('is exact where it is linear, in true radii or in rescaled ones', () => {
    const expected = Float32Array.from({ length: 20 }, (_, k) => 2000 - (radii[Math.floor(k / 4)]! - core) / 1000);
    const rescaled = `radius_m,temperature_K\n${core},2000\n${core + 1.7e6},300\n`;
    for (const text of [LINEAR, LINEAR.replaceAll('\n', '\r\n'), rescaled]) {
      const start = startOf(profile('linear.csv', text), none);
      for (const [k, value] of expected.entries()) expect(start[k]).toBeCloseTo(value, 3);
    }
  });

  it('may go on into the core', () => {
    const whole = profile('whole.csv', LINEAR.replace('1700000', '0,2400\n1700000'));
    expect(startOf(whole, none)).toEqual(startOf(profile('mantle.csv', LINEAR), none));
  });

  it('gets the perturbation', () => {
    const path = profile('perturbed.csv', LINEAR);
    const difference = (settings: EvolutionSettings, given?: InitialState) => {
      const still = given ? startOf(path, none) : initialTemperatureField(parameters, { ...settings, ...none });
      const moved = given ? startOf(path) : initialTemperatureField(parameters, settings);
      return moved.map((value, k) => value - still[k]!);
    };
    const evolution = configured(path);
    const usual = difference(coarse);
    const given = difference(coarse, readInitialState(evolution, initialStateDigest(evolution)));
    for (const [k, value] of usual.entries()) expect(given[k]).toBeCloseTo(value, 3);
    expect(Math.max(...given)).toBeGreaterThan(5);
  });

  it.each([
    ['initial-state-header', 'r,T\n1700000,2000\n3400000,300\n', 'starts with "r,T", not with radius_m,temperature_K'],
    ['initial-state-header', '', 'starts with ""'],
    ['initial-state-value', LINEAR.replace('1700\n', 'warm\n'), 'line 3 is "2000000,warm"'],
    ['initial-state-value', LINEAR.replace('1700\n', 'Infinity\n'), 'line 3 is'],
    ['initial-state-value', LINEAR.replace('1700\n', '-1700\n'), 'line 3 is'],
    ['initial-state-value', LINEAR.replace('2000000', '1600000'), 'line 3 is "1600000,1700"'],
    ['initial-state-value', LINEAR.replace('1700\n', '1700,1\n'), 'line 3 is'],
    [
      'initial-state-value',
      LINEAR.replace('1700\n', '50000\n'),
      'refused.csv: at the radius 2000000 m the temperature is 50000 K',
    ],
    ['initial-state-value', 'radius_m,temperature_K\n1700000,2000\n', 'has 1 lines of numbers'],
    [
      'initial-state-coverage',
      LINEAR.replace('3400000', '3399000'),
      '1700 to 3399 km, do not cover the mantle of mars',
    ],
    [
      'initial-state-coverage',
      LINEAR.replace('1700000', '1350000').replace('3400000', '4000000'),
      '1350 to 4000 km, reach beyond the mantle of mars, 1700.0 to 3400.0 km',
    ],
  ])('is refused with %s', (code, text, message) => {
    const error = refusal(profile('refused.csv', text));
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('\n');
  });

  it('has no snapshots', () => {
    expect(refusal(profile('one.csv', LINEAR), { snapshot: 1 }).code).toBe('initial-state-snapshot');
  });
});

describe('the file of an initial state', () => {
  const change = (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('2000\n', '1990\n'));
  const options = { folder: temporaryFolder(), threads: 1, signal: new AbortController().signal };

  it('is part of the digest of a simulation and of a stage', () => {
    const path = profile('digested.csv', LINEAR);
    const evolution = configured(path);
    const section = simulateSchema.parse({ evolution });
    const stage = () => JSON.stringify(simulateStage(section, folder).configuration);
    const [digest, configuration] = [taskDigest(parameters, evolution), stage()];
    expect(taskDigest(parameters, evolution)).toBe(digest);
    change(path);
    expect(taskDigest(parameters, evolution)).not.toBe(digest);
    expect(stage()).not.toBe(configuration);
  });

  it('has results computed again when it changes', async () => {
    const path = profile('campaign.csv', LINEAR);
    const [first] = (await runCampaign([parameters], configured(path), options)).finished;
    const task = () => simulationTask(parameters, 0, configured(path), { ...options, checkpointInterval: 30 });
    expect(finishedRecord(task())).toBeDefined();
    const submitted = task();
    change(path);
    expect(finishedRecord(task())).toBeUndefined();
    expect(errorOf(() => simulateTask(submitted, () => {})).code).toBe('initial-state-changed');
    const [second] = (await runCampaign([parameters], configured(path), options)).finished;
    expect(second!.file).toBe(first!.file);
    expect(second!.sha256).not.toBe(first!.sha256);
  });

  it('is asked for before anything is simulated', async () => {
    const missing = runCampaign([parameters], configured(join(folder, 'gone.csv')), options);
    await expect(missing).rejects.toMatchObject({ code: 'initial-state-missing' });
  });

  it('is not read by the solver, which says so', () => {
    const evolution = configured(join(folder, 'gone.csv'));
    for (const start of [initialTemperatureField, simulateEvolution]) {
      expect(errorOf(() => start(parameters, evolution)).code).toBe('initial-state-missing');
    }
  });
});
