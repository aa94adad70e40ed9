// The main job in small: run, keep, evaluate, predict, retrain, as a user types them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readTable } from '../../src/archive/arrow-table.js';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { sha256File } from '../../src/foundation/digest.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyPipeline } from '../pipeline/tiny-pipeline.js';
import { type Said, startTharsis } from './run-tharsis.js';

const folder = temporaryFolder();
const run = join(folder, 'runs', 'tiny');
const inside = '--eta 3e21 --activation-energy 3e5 --activation-volume 6e-6 --enrichment 20 --initial-temperature 1700';
const asked = (options: string) => ['predict', 'runs/tiny/model', ...`${inside} ${options}`.trim().split(' ')];

/** The HDF5 files of a run's archive, in order. */
function archiveFiles(path: string): string[] {
  return readdirSync(join(folder, path, 'archive'))
    .filter((name) => name.endsWith('.h5'))
    .sort();
}

let first: Said;
beforeAll(async () => {
  writeFileSync(join(folder, 'tiny.yaml'), stringify(tinyPipeline));
  first = await startTharsis(['run', 'tiny.yaml', '--json', '--threads', '2'], folder);
}, 120_000);

describe('tharsis run', () => {
  it('gives the metrics under their stable keys, on stdout and in metrics.json', () => {
    expect(first.code).toBe(0);
    const { metrics } = JSON.parse(first.stdout);
    expect(JSON.parse(readFileSync(join(run, 'metrics.json'), 'utf8'))).toEqual(metrics);
    expect(metrics.simulations).toMatchObject({ count: 5, grid: [12, 12], snapshots: 65, seconds: expect.any(Number) });
    expect(metrics.autoencoder).toMatchObject({ compression: 24, latent: 6, seconds: expect.any(Number) });
    const { secondsPerEvolution, speedupOverSimulation } = metrics.predict;
    expect(secondsPerEvolution * speedupOverSimulation).toBeCloseTo(metrics.simulations.secondsPerSimulation, 9);
    const { predict: _predict, simulations, totalSeconds, ...scored } = metrics;
    expect(totalSeconds).toBeGreaterThan(simulations.seconds);
    expect(Object.keys(scored)).toEqual(['autoencoder', 'fnn', 'lstm', 'baselines']);
  });

  it('scores what it predicts: the accuracies of metrics.json are means over the snapshots of scores.arrow', () => {
    const { metrics } = JSON.parse(first.stdout);
    const scores = readTable(join(run, 'evaluation', 'scores.arrow'));
    const meanOf = (name: string): number => {
      const rows = scores.toArray().filter(({ prediction }) => prediction === name);
      return rows.reduce((sum, { accuracy }) => sum + accuracy, 0) / rows.length;
    };
    for (const [name, accuracy] of [
      ['autoencoder', metrics.autoencoder.accuracy],
      ['fnn', metrics.fnn.accuracy],
      ['lstm', metrics.lstm.accuracy],
      ['training-mean', metrics.baselines.trainingMean.accuracy],
      ['nearest-neighbor', metrics.baselines.nearestNeighbour.accuracy],
    ]) {
      expect(accuracy, name).toBeCloseTo(meanOf(name), 9);
    }
    // The networks have learned something: a reconstruction is nearer to the truth than the mean of the training set.
    expect(metrics.autoencoder.accuracy).toBeLessThan(100);
    expect(metrics.autoencoder.accuracy).toBeGreaterThan(metrics.baselines.trainingMean.accuracy);
  });

  it('leaves a manifest, a model with its exports and card, scores, and a self-contained report', () => {
    expect(existsSync(join(folder, 'data-manifests', 'tiny.json'))).toBe(true);
    expect(readdirSync(join(run, 'model')).sort()).toEqual([
      'README.md',
      'autoencoder.safetensors',
      'decoder.onnx',
      'encoder.onnx',
      'fnn.onnx',
      'fnn.safetensors',
      'lstm.onnx',
      'lstm.safetensors',
      'model.json',
      'scores.json',
      'surrogate.onnx',
    ]);
    expect(readTable(join(run, 'evaluation', 'scores.arrow')).schema.fields.map(({ name }) => name)).toEqual([
      'simulation',
      'prediction',
      'time',
      'accuracy',
      'accuracyAreaWeighted',
      'accuracyVersusAutoencoder',
      'meanBias',
    ]);
    const html = readFileSync(join(run, 'report.html'), 'utf8');
    expect(html).toContain('nearest');
    expect(html).not.toMatch(/(?:src|href)="(?!#|data:|https:\/\/(?:arxiv|doi)\.org)/);
    const stages = readFileSync(join(run, 'events.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ event }) => event === 'stage-finished');
    expect(stages.map(({ stage }) => stage)).toEqual([
      'simulate',
      'ingest',
      'autoencoder',
      'fnn',
      'lstm',
      'model',
      'evaluate',
      'report',
    ]);
  });

  it('keeps what is unchanged, and says so beforehand with --dry-run', async () => {
    const metrics = readFileSync(join(run, 'metrics.json'), 'utf8');
    const plan = await startTharsis(['run', 'tiny.yaml', '--dry-run', '--json'], folder);
    expect(JSON.parse(plan.stdout).plan.map(({ action }: { action: string }) => action)).toEqual(Array(8).fill('keep'));
    const again = await startTharsis(['run', 'tiny.yaml'], folder);
    expect(again.code).toBe(0);
    expect(again.stderr.match(/unchanged, kept/g)).toHaveLength(8);
    expect(readFileSync(join(run, 'metrics.json'), 'utf8')).toBe(metrics);
  });

  it('trains on what its own run simulated: not on leftovers, not on what another run simulates at the same time', async () => {
    const seeded = ['--until', 'ingest', '--json'];
    const both = await Promise.all(
      [21, 22].map((seed) =>
        startTharsis(['run', 'tiny.yaml', '--seed', String(seed), '--out', `seed-${seed}`, ...seeded], folder),
      ),
    );
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    for (const seed of [21, 22]) {
      const manifest = JSON.parse(readFileSync(join(folder, `seed-${seed}`, 'manifest.json'), 'utf8'));
      const urls = manifest.distribution.map(({ contentUrl }: { contentUrl: string }) => contentUrl);
      expect(urls.sort()).toEqual(archiveFiles(`seed-${seed}`).map((name) => `archive/${name}`));
    }
    writeFileSync(
      join(folder, 'fewer.yaml'),
      stringify({ ...tinyPipeline, simulate: { ...tinyPipeline.simulate, count: 4 } }),
    );
    const fewer = await startTharsis(['run', 'fewer.yaml', '--seed', '21', '--out', 'seed-21', ...seeded], folder);
    expect(JSON.parse(fewer.stdout).metrics.simulations.count).toBe(4);
    expect(archiveFiles('seed-21').length).toBeGreaterThan(4);
  });

  it('leaves the rest of the metrics as they are when it stops early', async () => {
    const before = readFileSync(join(run, 'metrics.json'), 'utf8');
    const { stdout } = await startTharsis(['run', 'tiny.yaml', '--until', 'ingest', '--json'], folder);
    expect(JSON.parse(stdout).metrics).toEqual(JSON.parse(before));
    expect(readFileSync(join(run, 'metrics.json'), 'utf8')).toBe(before);
  });

  it('gives the same networks in a used run folder as in a fresh one', async () => {
    const autoencoder = { ...tinyPipeline.autoencoder, epochs: 9 };
    writeFileSync(join(folder, 'longer.yaml'), stringify({ ...tinyPipeline, autoencoder }));
    for (const file of ['tiny.yaml', 'longer.yaml']) {
      expect((await startTharsis(['run', file, '--until', 'lstm', '--out', 'used'], folder)).code).toBe(0);
    }
    expect((await startTharsis(['run', 'longer.yaml', '--until', 'model', '--out', 'fresh'], folder)).code).toBe(0);
    expect((await startTharsis(['run', 'longer.yaml', '--until', 'model', '--out', 'used'], folder)).code).toBe(0);
    for (const name of ['encoder', 'fnn', 'lstm']) {
      const file = join('model', `${name}.onnx`);
      expect(sha256File(join(folder, 'used', file)), name).toBe(sha256File(join(folder, 'fresh', file)));
    }
  });

  it('runs again what a changed setting touches, and only that', async () => {
    writeFileSync(
      join(folder, 'changed.yaml'),
      stringify({ ...tinyPipeline, lstm: { ...tinyPipeline.lstm, epochs: 3 } }),
    );
    const plan = await startTharsis(['run', 'changed.yaml', '--dry-run', '--json'], folder);
    expect(JSON.parse(plan.stdout).plan.map(({ action }: { action: string }) => action)).toEqual([
      ...Array(4).fill('keep'),
      ...Array(4).fill('run'),
    ]);
  });
});

describe('tharsis evaluate', () => {
  it('evaluates a finished run again, to the same scores', async () => {
    const before = JSON.parse(readFileSync(join(run, 'metrics.json'), 'utf8'));
    const { code, stderr } = await startTharsis(['evaluate', 'runs/tiny'], folder);
    expect(code).toBe(0);
    expect(stderr).not.toContain('evaluate: unchanged');
    const after = JSON.parse(readFileSync(join(run, 'metrics.json'), 'utf8'));
    expect(after.fnn.accuracy).toBe(before.fnn.accuracy);
    expect(after.lstm.podRatio).toBe(before.lstm.podRatio);
  });

  it('touches no other stage: another seed is refused', async () => {
    const config = readFileSync(join(run, 'config.yaml'), 'utf8');
    const archive = archiveFiles('runs/tiny');
    const { code, stderr } = await startTharsis(['evaluate', 'runs/tiny', '--seed', '99'], folder);
    expect(code).toBe(2);
    expect(stderr).toContain('[evaluate-seed]');
    expect(readFileSync(join(run, 'config.yaml'), 'utf8')).toBe(config);
    expect(archiveFiles('runs/tiny')).toEqual(archive);
  });
});

describe('tharsis simulate', () => {
  it('keeps earlier simulations in its folder', async () => {
    const words = `simulate --radial-cells 8 --azimuthal-cells 8 --output-intervals 3 --out several ${inside}`.split(
      ' ',
    );
    expect((await startTharsis(words, folder)).code).toBe(0);
    words[words.indexOf('--eta') + 1] = '5e21';
    expect((await startTharsis(words, folder)).code).toBe(0);
    expect(readdirSync(join(folder, 'several')).filter((name) => name.endsWith('.h5'))).toHaveLength(2);
  });

  it('takes the seed of its pipeline file', async () => {
    const words = 'simulate --pipeline tiny.yaml --out seeded'.split(' ');
    expect((await startTharsis(words, folder)).code).toBe(0);
    const names = readdirSync(join(folder, 'seeded')).filter((name) => name.endsWith('.h5'));
    expect(names.sort()).toEqual(archiveFiles('runs/tiny'));
  });
});

describe('tharsis predict', () => {
  it('writes the field, a picture, and profiles and series in two formats', async () => {
    const { code, stdout, stderr } = await startTharsis(asked('--out fnn --json'), folder);
    expect(code).toBe(0);
    expect(stderr).not.toContain('trained range');
    const { times, meanTemperature, files, warnings, scoreWarnings } = JSON.parse(stdout);
    expect(warnings).toEqual([]);
    const { fnn, baselines } = JSON.parse(first.stdout).metrics;
    const better = [baselines.trainingMean, baselines.nearestNeighbour].filter(
      ({ accuracy }) => accuracy >= fnn.accuracy,
    );
    const noBetter = 'warning: the FNN does no better on held-out simulations than';
    expect(scoreWarnings.flatMap(({ baselines: rivals }: { baselines: [] }) => rivals)).toHaveLength(better.length);
    expect(stderr.includes(noBetter)).toBe(better.length > 0);
    expect(first.stderr.includes(noBetter)).toBe(better.length > 0);
    expect(files).toHaveLength(6);
    const header = readSimulationHeader(join(folder, 'fnn', 'temperature.h5'));
    expect([...header.times]).toEqual(times);
    expect(header.parameters.referenceViscosity).toBe(3e21);
    const temperature = readTemperature(header);
    expect(temperature).toHaveLength(13 * 12 * 12);
    expect(temperature.every((value) => value > 200 && value < 3000)).toBe(true);
    const table = readTable(join(folder, 'fnn', 'profiles.arrow'));
    const [heading, firstRow] = readFileSync(join(folder, 'fnn', 'profiles.csv'), 'utf8').split('\n');
    expect(heading).toBe('time_s,radius_m,temperature_K');
    expect(table.numRows).toBe(13 * 12);
    expect(firstRow!.split(',').map(Number)).toEqual(Object.values(table.get(0)!.toJSON()));
    expect(
      readTable(join(folder, 'fnn', 'series.arrow'))
        .getChild('mean_temperature_K')!
        .toArray(),
    ).toEqual(Float64Array.from(meanTemperature));
    expect(
      readFileSync(join(folder, 'fnn', 'temperature.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('lets the LSTM start from the initial field of the simulations, or from a given one', async () => {
    const own = await startTharsis(asked('--predictor lstm --out lstm --json'), folder);
    expect(own.code).toBe(0);
    const archived = join('runs/tiny/archive', archiveFiles('runs/tiny')[0]!);
    const given = await startTharsis(asked(`--predictor lstm --initial-field ${archived} --out given --json`), folder);
    expect(given.code).toBe(0);
    const mean = (said: Said): number[] => JSON.parse(said.stdout).meanTemperature;
    expect(mean(given)).toHaveLength(13);
    expect(mean(given)).not.toEqual(mean(own));
  });

  it('answers the line that the model card gives', async () => {
    const card = readFileSync(join(run, 'model', 'README.md'), 'utf8');
    const [, words] = /npx tharsis (predict FOLDER .+)/.exec(card)!;
    const said = await startTharsis(words!.replace('FOLDER', 'runs/tiny/model').split(' '), folder);
    expect(said.code, said.stderr).toBe(0);
    expect(said.stderr).not.toContain('trained range');
  });

  it('answers at any times', async () => {
    const { code, stdout } = await startTharsis(asked('--times 0.1,0.25,0.6 --out at --json'), folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).times).toEqual([0.1, 0.25, 0.6].map((time) => time * 1e9 * 365.25 * 86400));
  });

  it('warns outside of the trained ranges and says by how much', async () => {
    const model = JSON.parse(readFileSync(join(run, 'model', 'model.json'), 'utf8'));
    const { minimum, maximum } = model.parameters.enrichment;
    const enrichment = maximum + 0.5 * (maximum - minimum);
    const words = asked('--times 1 --out outside --json');
    words[words.indexOf('--enrichment') + 1] = String(enrichment);
    const { code, stdout, stderr } = await startTharsis(words, folder);
    expect(code).toBe(0);
    expect(stderr).toMatch(/warning: enrichment = .* by 50\.0 % of its width/);
    expect(stderr).toMatch(/warning: time = .* by 57\.8 % of its width/);
    expect(JSON.parse(stdout).warnings).toHaveLength(2);
  });

  it('does not pass on what is no temperature, nor fields of another grid', async () => {
    const absurd = asked('--out never');
    absurd[absurd.indexOf('--activation-volume') + 1] = '6';
    const far = await startTharsis(absurd, folder);
    expect(far).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('activationVolume is 6, far from all trained values'),
    });
    const coarse = 'simulate --count 1 --radial-cells 12 --azimuthal-cells 14 --output-intervals 3 --out coarse'.split(
      ' ',
    );
    expect((await startTharsis(coarse, folder)).code).toBe(0);
    const [name] = readdirSync(join(folder, 'coarse')).filter((file) => file.endsWith('.h5'));
    const other = await startTharsis(asked(`--predictor lstm --initial-field coarse/${name} --out never`), folder);
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('is on another grid than the model') });
    const needless = await startTharsis(asked(`--initial-field coarse/${name} --out never`), folder);
    expect(needless).toMatchObject({ code: 2, stderr: expect.stringContaining('the FNN needs no initial field') });
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  it('refuses what makes no sense, and leaves nothing', async () => {
    const negative = asked('--out never');
    negative[negative.indexOf('--eta') + 1] = '-3e21';
    expect(await startTharsis(negative, folder)).toMatchObject({ code: 2, stderr: expect.stringContaining('-3e+21') });
    const unknown = await startTharsis([...asked('--out never'), '--parameters', 'enrichmant=3'], folder);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("'enrichment'") });
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });
});

describe('the example in README.md', () => {
  it('runs as it stands, on the model of this run', async () => {
    const [, example] = /```js\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))!;
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(process.cwd(), join(folder, 'node_modules', 'tharsis'));
    writeFileSync(join(folder, 'example.mjs'), example!.replace('runs/mars-quick/model', 'runs/tiny/model'));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^mean temperature after 4\.5 Gyr: \d{4} K\n$/);
    expect(existsSync(join(folder, 'runs', 'prediction', 'temperature.h5'))).toBe(true);
  });
});

describe('tharsis retrain', () => {
  it('goes on from the weights of the model', async () => {
    const { code, stdout } = await startTharsis(
      ['retrain', 'runs/tiny/model', 'runs/tiny/archive', '--name', 'more', '--json'],
      folder,
    );
    expect(code).toBe(0);
    const { metrics } = JSON.parse(stdout);
    const before = JSON.parse(readFileSync(join(run, 'metrics.json'), 'utf8'));
    expect(metrics.autoencoder.accuracy).toBeGreaterThan(before.autoencoder.accuracy);
    expect(sha256File(join(folder, 'runs', 'more', 'model', 'fnn.safetensors'))).not.toBe(
      sha256File(join(run, 'model', 'fnn.safetensors')),
    );
  });

  it('keeps the sets of the simulations that the model knows, beside new ones', async () => {
    const words = 'simulate --pipeline tiny.yaml --seed 77 --count 4 --out new'.split(' ');
    expect((await startTharsis(words, folder)).code).toBe(0);
    const { code, stderr } = await startTharsis(
      ['retrain', 'runs/tiny/model', 'runs/tiny/archive', 'new', '--name', 'grown'],
      folder,
    );
    expect(code, stderr).toBe(0);
    const setsOf = (name: string): Record<string, string[]> =>
      JSON.parse(readFileSync(join(folder, 'runs', name, 'model', 'model.json'), 'utf8')).dataset.sets;
    const [old, grown] = [setsOf('tiny'), setsOf('grown')];
    for (const set of ['training', 'validation', 'test']) {
      expect(grown[set]).toEqual(expect.arrayContaining(old[set]!));
    }
    expect(Object.values(grown).flat()).toHaveLength(9);
  });

  it('refuses an archive on another grid', async () => {
    const words = `simulate --count 3 --radial-cells 10 --azimuthal-cells 12 --snapshots 4 --out other`.split(' ');
    expect((await startTharsis(words, folder)).code).toBe(0);
    const { code, stderr } = await startTharsis(['retrain', 'runs/tiny/model', 'other', '--name', 'wrong'], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/was trained on 12 x 12 cells, the archive has 10 x 12 .*\[warm-start-grid\]/);
  });
});

describe('tharsis ingest and train', () => {
  it('train up to one network on an ingested archive, with its split', async () => {
    const ingested = await startTharsis(['ingest', 'runs/tiny/archive', '--name', 'foreign', '--seed', '5'], folder);
    expect(ingested.code).toBe(0);
    writeFileSync(
      join(folder, 'foreign.yaml'),
      stringify({
        ...tinyPipeline,
        name: 'foreign',
        simulate: undefined,
        ingest: { dataset: 'data-manifests/foreign.json' },
      }),
    );
    const manifest = sha256File(join(folder, 'data-manifests', 'foreign.json'));
    const trained = await startTharsis(['train', 'fnn', '--pipeline', 'foreign.yaml'], folder);
    expect(trained.code).toBe(0);
    const networks = readdirSync(join(folder, 'runs', 'foreign', 'networks'));
    expect(networks).toContain('fnn.safetensors');
    expect(networks).not.toContain('lstm.safetensors');
    expect(sha256File(join(folder, 'data-manifests', 'foreign.json'))).toBe(manifest);
  });
});
