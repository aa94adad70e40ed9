// Ctrl-C, kill -9 and a full disk: what is finished stays, and the same command goes on to the bit-identical result.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { sha256File } from '../../src/foundation/digest.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyPipeline } from '../pipeline/tiny-pipeline.js';
import { startTharsis } from './run-tharsis.js';

const stages = ['simulate', 'autoencoder', 'fnn', 'lstm', 'evaluate'] as const;
type Network = Record<'autoencoder' | 'fnn' | 'lstm', string>;

// Long enough for a signal to meet every stage in its middle.
const pipeline = {
  ...tinyPipeline,
  autoencoder: { ...tinyPipeline.autoencoder, epochs: 60, patience: 60 },
  fnn: { ...tinyPipeline.fnn, epochs: 400, patience: 400, checkpointInterval: 5 },
  lstm: { ...tinyPipeline.lstm, epochs: 80, patience: 80 },
};

function newFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'tiny.yaml'), stringify(pipeline));
  return folder;
}

function networks(folder: string): Network {
  const digest = (name: string) => sha256File(join(folder, 'runs', 'tiny', 'model', `${name}.onnx`));
  return { autoencoder: digest('encoder'), fnn: digest('fnn'), lstm: digest('lstm') };
}

function temporaryFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
}

/** Whether the run has begun the stage (its event is in the log). */
function hasBegun(folder: string, stage: string): boolean {
  const log = join(folder, 'runs', 'tiny', 'events.jsonl');
  return existsSync(log) && readFileSync(log, 'utf8').includes(`"stage-started","stage":"${stage}"`);
}

/** Runs the pipeline and sends the signal shortly after the stage has begun. */
async function stoppedIn(folder: string, stage: string, signal: NodeJS.Signals) {
  let watch: NodeJS.Timeout | undefined;
  const said = await startTharsis(['run', 'tiny.yaml'], folder, (_, child) => {
    watch ??= setInterval(() => {
      if (!hasBegun(folder, stage)) return;
      clearInterval(watch);
      setTimeout(() => child.kill(signal), 150);
    }, 5);
  });
  clearInterval(watch);
  return said;
}

let uninterrupted: Network;
/** Of the largest archive file, kB: a limit above it meets the checkpoints, which are larger. */
let archiveKilobytes: number;
beforeAll(async () => {
  const folder = newFolder();
  expect((await startTharsis(['run', 'tiny.yaml'], folder)).code).toBe(0);
  uninterrupted = networks(folder);
  const archive = join(folder, 'runs', 'tiny', 'archive');
  const sizes = readdirSync(archive).map((file) => statSync(join(archive, file)).size);
  archiveKilobytes = Math.ceil(Math.max(...sizes) / 1024);
}, 120_000);

describe('interruption', () => {
  it('by Ctrl-C in every stage is a clean stop, resumed to the same networks', async () => {
    const folder = newFolder();
    for (const stage of stages) {
      const { code, stderr } = await stoppedIn(folder, stage, 'SIGINT');
      // The evaluation of one small simulation may be done before the signal comes.
      if (stage === 'evaluate' && code === 0) continue;
      expect(code, `${stage}: ${stderr}`).toBe(130);
      expect(stderr).toContain('the same command resumes');
      expect(temporaryFiles(folder)).toEqual([]);
    }
    expect((await startTharsis(['run', 'tiny.yaml'], folder)).code).toBe(0);
    expect(networks(folder)).toEqual(uninterrupted);
  }, 180_000);

  it('by kill -9 in the simulations and in each training loses nothing that was finished', async () => {
    const folder = newFolder();
    for (const stage of ['simulate', 'autoencoder', 'fnn', 'lstm']) await stoppedIn(folder, stage, 'SIGKILL');
    const { code, stderr } = await startTharsis(['run', 'tiny.yaml'], folder);
    expect(code, stderr).toBe(0);
    expect(networks(folder)).toEqual(uninterrupted);
    expect(temporaryFiles(join(folder, 'runs', 'tiny', 'archive'))).toEqual([]);
  }, 180_000);
});

describe('a full disk', () => {
  // A limit on the size of files stands in for it: writes fail half-way just the same.
  it.each([
    ['in an archive file', () => 12, /simulation-0\d+-[0-9a-f]{6}\.h5/],
    ['in a checkpoint', () => archiveKilobytes + 1, /autoencoder\.checkpoint/],
    ['in the report', () => 120, /report\.html/],
  ])(
    '%s is reported in one line, harms nothing, and is resumed',
    async (_, kilobytes, place) => {
      const folder = newFolder();
      const limited = spawnSync(
        'bash',
        [
          '-c',
          `ulimit -f ${kilobytes()}; exec "$0" "$1" run tiny.yaml`,
          process.execPath,
          join(process.cwd(), 'bin/tharsis.js'),
        ],
        { cwd: folder, encoding: 'utf8' },
      );
      expect(limited.status, limited.stderr).toBe(1);
      const lines = limited.stderr.split('\n').filter((line) => line.startsWith('error:'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/\[(archive-not-written|file-not-written)\]$/);
      expect(lines[0]).toMatch(place);
      expect(limited.stderr).not.toContain('defect');
      expect(temporaryFiles(folder)).toEqual([]);
      expect((await startTharsis(['run', 'tiny.yaml'], folder)).code).toBe(0);
      expect(networks(folder)).toEqual(uninterrupted);
    },
    180_000,
  );
});
