import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { runCampaign } from '../../src/campaign/campaign.js';
import { campaignParameters } from '../../src/campaign/campaign-parameters.js';
import { failurePath, writeFailure } from '../../src/campaign/simulation-record.js';
import { simulationTask } from '../../src/campaign/simulation-task.js';
import { initialTemperatureField } from '../../src/convection/evolution/initial-field.js';
import { parameterRanges } from '../../src/convection/parameters/parameter-ranges.js';
import { sha256File } from '../../src/foundation/digest.js';
import { InterruptedError } from '../../src/foundation/errors.js';
import type { PlainError } from '../../src/foundation/plain-error.js';
import { failuresIn } from '../../src/pipeline/stages/simulate.js';
import { deadProcess } from '../foundation/dead-process.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyConfiguration } from '../pipeline/tiny-pipeline.js';

const section = { ...tinyConfiguration().simulate!, count: 3 };
const parameterSets = campaignParameters(section, 11);
const never = new AbortController().signal;

async function campaign(folder: string, threads = 2, sets = parameterSets, signal = never) {
  return (await runCampaign(sets, section.evolution, { folder, threads, signal })).finished;
}

describe('campaign', () => {
  it('declares the ghost cells that it is asked to write, and reads the same fields without them', async () => {
    const [plain] = await campaign(temporaryFolder(), 1, parameterSets.slice(0, 1));
    const evolution = { ...section.evolution, ghostCells: true };
    const options = { folder: temporaryFolder(), threads: 1, signal: never };
    const [ghostly] = (await runCampaign(parameterSets.slice(0, 1), evolution, options)).finished;
    const [without, within] = [plain, ghostly].map((record) => readSimulationHeader(record!.file));
    expect(within!.ghostLayers).toEqual([1, 1, 1, 1]);
    expect(within!.r).toEqual(without!.r);
    expect(within!.phi).toEqual(without!.phi);
    expect(readTemperature(within!)).toEqual(readTemperature(without!));
  });

  it('simulates realizations: the first as configured, the others from other perturbations', async () => {
    const [set] = parameterSets;
    const [plain] = await campaign(temporaryFolder(), 1, [set!]);
    const options = { folder: temporaryFolder(), threads: 1, signal: never, realizations: 2 };
    const { finished } = await runCampaign([set!], section.evolution, options);
    expect(finished.map(({ parameters }) => parameters)).toEqual([set, set]);
    expect(finished[0]!.sha256).toBe(plain!.sha256);
    const { solver } = readSimulationHeader(finished[1]!.file);
    expect(JSON.parse(String(solver.configuration)).perturbation).toEqual({
      ...section.evolution.perturbation,
      seed: 1,
    });
    const [first, second] = finished.map(({ file }) => readTemperature(readSimulationHeader(file)));
    expect(second).not.toEqual(first);
  });

  it('gives the same files on one thread and on two', async () => {
    const one = await campaign(temporaryFolder(), 1);
    const two = await campaign(temporaryFolder(), 2);
    expect(one.map(({ sha256 }) => sha256)).toEqual(two.map(({ sha256 }) => sha256));
    expect(new Set(one.map(({ sha256 }) => sha256)).size).toBe(3);
  });

  it('writes parameters with their units, the provenance of the solver, and the field it starts from', async () => {
    const [record] = await campaign(temporaryFolder());
    const header = readSimulationHeader(record!.file);
    expect(header.parameters).toEqual(parameterSets[0]);
    expect(header.parameterUnits.referenceViscosity).toBe('Pa s');
    expect(JSON.parse(String(header.solver.configuration))).toEqual(section.evolution);
    expect(header.times).toHaveLength(13);
    expect(readTemperature(header, 0, 1)).toEqual(initialTemperatureField(parameterSets[0]!, section.evolution));
  });

  it('keeps what is finished, and simulates again what is damaged, missing, or of other parameters', async () => {
    const folder = temporaryFolder();
    const first = await campaign(folder);
    const written = first.map(({ file }) => statSync(file).mtimeMs);
    truncateSync(first[1]!.file, 4000);
    rmSync(first[2]!.file);
    writeFileSync(first[2]!.file.replace('.h5', '.json'), '{"half": ');
    writeFileSync(`${first[1]!.file}.tharsis-${hostname()}-${deadProcess()}.tmp`, 'what a killed process left');
    const second = await campaign(folder);
    expect(second.map(({ sha256 }) => sha256)).toEqual(first.map(({ sha256 }) => sha256));
    expect(statSync(first[0]!.file).mtimeMs).toBe(written[0]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const other = await campaign(folder, 2, [{ ...parameterSets[0]!, enrichment: 3 }, ...parameterSets.slice(1)]);
    expect(other[0]!.sha256).not.toBe(first[0]!.sha256);
    expect(other[1]).toEqual(second[1]);
  });

  it('finishes the others when one fails, and names it', async () => {
    const folder = temporaryFolder();
    const bad = [{ ...parameterSets[0]!, referenceViscosity: -1 }, ...parameterSets.slice(1)];
    await expect(campaign(folder, 2, bad)).rejects.toMatchObject({
      code: 'convection-parameter',
      message: expect.stringMatching(/^simulation-0000-[0-9a-f]{6}: referenceViscosity is -1$/),
      exitCode: 2,
    });
    const written = readdirSync(folder).filter((name) => name.endsWith('.h5'));
    expect(written.map((name) => name.slice(0, 15)).sort()).toEqual(['simulation-0001', 'simulation-0002']);
  });

  it('reads no finished file that was not touched since, and a touched or copied one only once', async () => {
    const folder = temporaryFolder();
    const [first] = await campaign(folder);
    const touch = (time: number): void => utimesSync(first!.file, new Date(time), new Date(time));
    touch(1e12);
    const [touched] = await campaign(folder);
    expect(touched).toEqual({ ...first, stamp: { bytes: first!.stamp.bytes, modified: 1e12 } });
    expect(JSON.parse(readFileSync(first!.file.replace('.h5', '.json'), 'utf8'))).toMatchObject({ ...touched });
    // Same size and time, other bytes: only reading would show it, so nothing was read.
    writeFileSync(first!.file, Buffer.alloc(first!.stamp.bytes));
    touch(1e12);
    expect((await campaign(folder))[0]).toEqual(touched);
    // Touched: read, found wrong, simulated again.
    touch(2e12);
    expect((await campaign(folder))[0]!.sha256).toBe(first!.sha256);
    expect(sha256File(first!.file)).toBe(first!.sha256);
  });

  it('writes into the manifest which simulations failed', () => {
    const failures = { 'simulation-0003-3fa9c1': 'no flow (enrichment 12)' };
    expect(failuresIn({ simulations: { count: 2, failed: 1, failures } })).toEqual([
      'simulation-0003-3fa9c1: no flow (enrichment 12)',
    ]);
    expect(failuresIn({ simulations: { count: 3 } })).toEqual([]);
    expect(failuresIn(undefined)).toEqual([]);
  });

  it('goes on without those that diverge, up to the accepted share, and lists them', async () => {
    const folder = temporaryFolder();
    const task = simulationTask(parameterSets[1]!, 1, section.evolution, { folder, checkpointInterval: 30 });
    const error = { code: 'convection-diverged', message: 'no flow (step 9)', remedy: 'use more cells', exitCode: 1 };
    writeFailure(task, error as PlainError);
    const accept = (acceptedFailures: number) =>
      runCampaign(parameterSets, section.evolution, { folder, threads: 2, signal: never, acceptedFailures });
    const { finished, failures } = await accept(0.34);
    expect(finished.map(({ id }) => id.slice(0, 15))).toEqual(['simulation-0000', 'simulation-0002']);
    expect(failures).toEqual([{ id: task.id, digest: task.digest, parameters: parameterSets[1], error }]);
    await expect(accept(0.33)).rejects.toMatchObject({
      code: 'convection-diverged',
      message: `${task.id}: no flow (step 9)`,
      remedy: expect.stringContaining('accept a share of 0.34'),
      exitCode: 1,
    });
    // What failed for another reason, or with other code, is tried again.
    for (const other of [task, { ...task, digest: 'of older code' }]) {
      writeFailure(other, { ...error, code: other === task ? 'file-not-written' : error.code } as PlainError);
      expect((await accept(0)).finished).toHaveLength(3);
      expect(existsSync(failurePath(task))).toBe(false);
      rmSync(task.path);
    }
  });

  it('stops at an interruption, leaves whole files only, and goes on from them to the same result', async () => {
    const folder = temporaryFolder();
    const controller = new AbortController();
    const running = campaign(folder, 1, parameterSets, controller.signal);
    const watch = setInterval(() => {
      if (readdirSync(folder).some((name) => name.endsWith('.json'))) controller.abort();
    }, 5);
    await expect(running).rejects.toBeInstanceOf(InterruptedError);
    clearInterval(watch);
    const finished = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(finished.length).toBeLessThan(3);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.h5'))) {
      expect(readSimulationHeader(join(folder, name)).times).toHaveLength(13);
    }
    const resumed = await campaign(folder);
    const fresh = await campaign(temporaryFolder());
    expect(resumed.map(({ sha256 }) => sha256)).toEqual(fresh.map(({ sha256 }) => sha256));
  });

  it('samples the box it is given, and the paper’s where nothing is said', () => {
    const sets = campaignParameters({ ...section, count: 40 }, 5);
    expect(sets).toHaveLength(40);
    for (const set of sets) {
      expect(set.referenceViscosity).toBeGreaterThanOrEqual(1e21);
      expect(set.activationEnergy).toBeLessThanOrEqual(parameterRanges.activationEnergy.maximum);
      expect(set.activationEnergy).toBeGreaterThanOrEqual(parameterRanges.activationEnergy.minimum);
    }
    expect(campaignParameters({ ...section, count: 40 }, 5)).toEqual(sets);
    expect(campaignParameters({ ...section, count: 40 }, 6)).not.toEqual(sets);
    expect(campaignParameters({ ...section, count: 40, sampling: 'sobol' }, 5)).not.toEqual(sets);
  });
});

describe('simulation record', () => {
  it('reports the cost of the simulation', async () => {
    const folder = temporaryFolder();
    await campaign(folder, 2, parameterSets.slice(0, 1));
    const [name] = readdirSync(folder).filter((file) => file.endsWith('.json'));
    const record = JSON.parse(readFileSync(join(folder, name!), 'utf8'));
    expect(record).toMatchObject({ id: name!.replace('.json', ''), snapshots: 13 });
    expect(record.steps).toBeGreaterThan(100);
    expect(record.seconds).toBeGreaterThan(0);
  });
});
