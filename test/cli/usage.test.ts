import { copyFileSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSimulationHeader } from '../../src/archive/simulation-reader.js';
import { runCampaign } from '../../src/campaign/campaign.js';
import { campaignParameters } from '../../src/campaign/campaign-parameters.js';
import { planetOf } from '../../src/convection/planets/planet-choice.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyConfiguration } from '../pipeline/tiny-pipeline.js';
import { startTharsis } from './run-tharsis.js';

const folder = temporaryFolder();
const tinyEvolution = { cells: { radial: 8, azimuthal: 8 }, duration: 1e6 * secondsPerYear, outputIntervals: 2 };

/** The line that says what is wrong; it must be one line. */
async function errorLine(words: string[]): Promise<{ code: number | null; line: string }> {
  const { code, stdout, stderr } = await startTharsis(words, folder);
  expect(stdout).toBe('');
  expect(stderr).not.toContain('at file:');
  const lines = stderr
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('error:'));
  expect(lines).toHaveLength(1);
  return { code, line: lines[0]! };
}

describe('command line', () => {
  it('lists its commands and its version', async () => {
    const help = await startTharsis(['--help'], folder);
    expect(help.code).toBe(0);
    for (const command of ['run', 'simulate', 'ingest', 'train', 'evaluate', 'predict', 'picture', 'retrain']) {
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    const version = await startTharsis(['--version'], folder);
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.each([
    ['an unknown command', ['simulat'], 'Did you mean simulate?'],
    ['an unknown option', ['run', 'p.yaml', '--thread', '2'], 'Did you mean --threads?'],
    ['a missing argument', ['predict'], "missing required argument 'model'"],
    ['a word in place of a count', ['simulate', '--count', 'many'], 'expected a whole number from 1 to 100000'],
    ['an unknown network', ['train', 'gan'], "no compressor or predictor 'gan'"],
    ['an unknown engine', ['run', 'p.yaml', '--engine', 'onx'], 'onnx'],
    ['an unknown benchmark', ['verify', 'convection', '--case', 'blankenbach-2x'], "did you mean 'blankenbach-2"],
    ['an odd number of cells', ['verify', 'convection', '--cells', '33'], 'expected an even whole number from 8 on'],
    ['an option of Slurm without Slurm', ['simulate', '--count', '3', '--cpus-per-task', '4'], 'add --executor slurm'],
    ['an unknown field', ['picture', 'a.h5', '--field', 'viscosty'], "did you mean 'viscosity'?"],
    ['a picture of nothing', ['picture', 'a.h5'], 'a.h5 does not exist'],
    [
      'an unknown planet',
      ['simulate', '--planet', 'plutto', '--count', '3'],
      'mars, mars-insight, moon, mercury, venus, earth',
    ],
    ['a share above one', ['simulate', '--count', '3', '--accept-failures', '5'], 'expected a number from 0 to 1'],
    ['a pipeline in place of a task list', ['simulate', '--task-list', 'p.yaml'], 'p.yaml is no task list'],
    [
      'an option of another suite',
      ['bench', 'convection', '--profile'],
      "--profile has no meaning for the suite 'convection'",
    ],
    ['threads of one thread', ['bench', 'convection', '--threads', '2'], '--threads has no meaning'],
    ['physics of a network', ['bench', 'engine', '--whole'], '--whole has no meaning'],
    ['times that do not increase', ['predict', 'm', '--times', '1,1'], 'expected increasing moments in Gyr'],
  ])('refuses %s with exit code 2', async (_, words, message) => {
    writeFileSync(join(folder, 'p.yaml'), 'name: p\nsimulate: {}\n');
    const { code, stderr } = await startTharsis(words, folder);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('refuses a bad pipeline in one line: what, where, the way out', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'name: bad\nsimulate:\n  cuont: 5\n');
    const unknown = await errorLine(['run', 'bad.yaml']);
    expect(unknown.code).toBe(2);
    expect(unknown.line).toMatch(/bad\.yaml:3: unknown key 'simulate\.cuont'.*'count'/);
    const missing = await errorLine(['run', 'none.yaml']);
    expect(missing).toMatchObject({ code: 2, line: expect.stringContaining('none.yaml') });
  });

  it('refuses a negative viscosity and an incomplete set of parameters', async () => {
    const complete = ['--activation-energy', '3e5', '--activation-volume', '6e-6', '--enrichment', '10'];
    const negative = await errorLine(['simulate', '--eta', '-1e21', ...complete, '--initial-temperature', '1700']);
    expect(negative.code).toBe(2);
    expect(negative.line).toMatch(/referenceViscosity is -1e\+21 \(give a positive viscosity in Pa s/);
    const incomplete = await errorLine(['simulate', '--eta', '1e21', ...complete]);
    expect(incomplete).toMatchObject({
      code: 2,
      line: expect.stringContaining('missing parameter: initialTemperature'),
    });
  });

  it('keeps the numbers of a planet in a pipeline beside its name, and refuses another planet', async () => {
    const evolution = { planet: { name: 'moon', surfaceTemperature: 220 }, ...tinyEvolution };
    writeFileSync(join(folder, 'moon.yaml'), JSON.stringify({ name: 'moon', simulate: { count: 3, evolution } }));
    const words = ['simulate', '--pipeline', 'moon.yaml', '--planet'];
    const other = await errorLine([...words, 'earth']);
    expect(other.code).toBe(2);
    expect(other.line).toContain(
      "--planet earth is given, but moon.yaml changes numbers of moon (surfaceTemperature) (leave --planet out, or remove these numbers from 'simulate.evolution.planet')",
    );
    const same = await startTharsis([...words, 'moon', '--out', 'moon', '--json'], folder);
    expect(same.code).toBe(0);
    const [{ file }] = JSON.parse(same.stdout).simulations;
    const { solver } = readSimulationHeader(join(folder, file));
    expect(JSON.parse(String(solver.planetConstants))).toEqual({
      ...planetOf({ name: 'moon' }),
      surfaceTemperature: 220,
    });
  });

  it('refuses missing, truncated and foreign files in an archive, and writes no manifest', async () => {
    const section = { ...tinyConfiguration().simulate!, count: 3 };
    const archive = join(folder, 'archive');
    const { finished } = await runCampaign(campaignParameters(section, 1), section.evolution, {
      folder: archive,
      threads: 2,
      signal: new AbortController().signal,
    });
    const cut = join(folder, 'cut.h5');
    copyFileSync(finished[0]!.file, cut);
    truncateSync(cut, 9000);
    writeFileSync(join(folder, 'text.h5'), 'no HDF5');
    for (const [file, code] of [
      ['cut.h5', 'archive-truncated'],
      ['text.h5', 'archive-format'],
      ['absent.h5', 'archive-missing'],
    ] as const) {
      const refused = await errorLine(['ingest', 'archive', file, '--out', 'manifests/m.json']);
      expect(refused.code).toBe(2);
      expect(refused.line).toContain(file);
      expect(refused.line).toContain(`[${code}]`);
    }
    expect(readdirSync(folder)).not.toContain('manifests');
    const good = await startTharsis(['ingest', 'archive', '--out', 'manifests/m.json', '--json'], folder);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({ manifest: 'manifests/m.json', simulations: { count: 3 } });
  });

  it('refuses shares that leave nothing to train on, and contradictory options', async () => {
    const shares = ['ingest', 'archive', '--validation-fraction', '0.6', '--test-fraction', '0.6'];
    expect(await errorLine(shares)).toMatchObject({ code: 2, line: expect.stringContaining('testFraction') });
    const both = await errorLine(['simulate', '--eta', '1e21', '--count', '5']);
    expect(both).toMatchObject({ code: 2, line: expect.stringContaining('--count') });
    writeFileSync(join(folder, 'p.yaml'), 'name: p\nsimulate: {}\n');
    const engine = await errorLine(['run', 'p.yaml', '--engine', 'wasm']);
    expect(engine).toMatchObject({ code: 2, line: expect.stringContaining('[engine-cannot-train]') });
  });

  it('gives errors, those of usage too, as one JSON document with --json', async () => {
    const { code, stdout } = await startTharsis(['predict', 'no-model', '--json'], folder);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'model-missing', remedy: expect.any(String) } });
    const usage = await startTharsis(['simulate', '--cuont', '5', '--json'], folder);
    expect(usage.code).toBe(2);
    expect(JSON.parse(usage.stdout)).toMatchObject({
      error: { code: 'usage', message: expect.stringContaining('--cuont') },
    });
  });

  it('says which engines work here, and why the others do not', async () => {
    const { code, stdout } = await startTharsis(['engines', '--json'], folder);
    expect(code).toBe(0);
    const { engines } = JSON.parse(stdout);
    expect(engines.map(({ name }: { name: string }) => name)).toEqual([
      'onnx',
      'onnx:webgpu',
      'onnx:cuda',
      'cpu',
      'wasm',
      'tensorflow',
    ]);
    for (const { name, works, reason, matmulGflops, convolutionGflops } of engines) {
      if (['onnx', 'cpu', 'wasm'].includes(name)) expect(works, name).toBe(true);
      if (works) expect(Math.min(matmulGflops, convolutionGflops), name).toBeGreaterThan(0);
      else expect(reason, name).toMatch(/--engine onnx$/);
    }
  });

  it('refuses a case that no suite has', async () => {
    const refused = await errorLine(['bench', 'engine', '--only', 'fnn-papr']);
    expect(refused).toMatchObject({ code: 2, line: expect.stringContaining("'fnn-paper'") });
  });

  it('refuses to train on nothing, and to evaluate what is no run', async () => {
    expect(await errorLine(['train', 'fnn'])).toMatchObject({ code: 2, line: expect.stringContaining('--data') });
    mkdirSync(join(folder, 'empty'), { recursive: true });
    expect(await errorLine(['evaluate', 'empty'])).toMatchObject({
      code: 2,
      line: expect.stringContaining('config.yaml'),
    });
  });
});
