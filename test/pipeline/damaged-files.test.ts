// Every kind of file that Tharsis writes and reads again: one flipped bit, wherever it is, is refused in one line that
// names the file, or the work is done again, which a note says.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTable, writeTable } from '../../src/archive/arrow-table.js';
import { readManifest, writeManifest } from '../../src/archive/manifest.js';
import { campaignParameters } from '../../src/campaign/campaign-parameters.js';
import {
  prepareSubmission,
  readChunk,
  readSubmissions,
  writeSubmissions,
} from '../../src/campaign/executors/slurm/submissions.js';
import {
  loadCheckpoint as loadSimulation,
  saveCheckpoint as saveSimulation,
} from '../../src/campaign/simulation-checkpoint.js';
import {
  checkpointPath,
  failurePath,
  finishedRecord,
  knownFailure,
  recordPath,
  writeFailure,
  writeRecord,
} from '../../src/campaign/simulation-record.js';
import { simulationTask } from '../../src/campaign/simulation-task.js';
import type { EvolutionState } from '../../src/convection/evolution/evolution.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { writeJsonRecord } from '../../src/foundation/json-record.js';
import { ndArray } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import type { Reporter } from '../../src/foundation/reporter.js';
import { usableRecord } from '../../src/runs/stage.js';
import { loadModel, saveModel } from '../../src/surrogate/model-folder.js';
import { loadKernels, saveKernels } from '../../src/surrogate/predictors/gaussian-process/checkpoint.js';
import { loadTrained, saveTrained } from '../../src/surrogate/trained-file.js';
import { loadCheckpoint, saveCheckpoint } from '../../src/training/checkpoint.js';
import { temporaryFolder } from './temporary-folder.js';
import { tinyConfiguration } from './tiny-pipeline.js';

const FLIPS = 60;

const folder = temporaryFolder();
const section = tinyConfiguration().simulate!;
const [parameters] = campaignParameters(section, 1);
const task = simulationTask(parameters!, 0, section.evolution, { folder, checkpointInterval: 30 });
writeFileSync(task.path, 'the archive file');
const model = loadModel('test/surrogate/fixtures/model-version-1');
const trained = { shape: { latents: 1 }, history: [], bestEpoch: -1, validationLoss: 0, seconds: 1 };

type Read = (path: string, reporter: Pick<Reporter, 'note'>) => unknown;

/** Of each kind: a file, and how it is read. */
const kinds: Readonly<Record<string, () => readonly [path: string, read: Read]>> = {
  'a table': () => {
    const path = join(folder, 'scores.arrow');
    writeTable(path, { simulation: ['a', 'b'], score: Float64Array.of(1, 2) });
    return [path, (at) => readTable(at).numRows];
  },
  'a trained part': () => {
    const path = join(folder, 'pod.safetensors');
    saveTrained(path, 'pod', { ...trained, basis: ndArray([2], [1, 2]) } as typeof trained);
    return [path, (at) => loadTrained(at, 'pod')];
  },
  'the description of a model': () => {
    saveModel(join(folder, 'model'), model);
    return [join(folder, 'model', 'model.json'), () => loadModel(join(folder, 'model'))];
  },
  'a manifest': () => {
    const path = join(folder, 'manifest.json');
    const file = { id: 'a', path: join(folder, 'a.h5'), bytes: 3, sha256: '0'.repeat(64), format: 'native' };
    writeManifest(path, {
      name: 'toy',
      description: 'three simulations',
      license: 'CC-BY-4.0',
      grid: { radial: 8, azimuthal: 10 },
      snapshots: 9,
      parameters: [{ name: 'enrichment', unit: '1', scale: 'linear', minimum: 1, maximum: 20 }],
      files: [
        { ...file, split: 'training' },
        { ...file, id: 'b', path: join(folder, 'b.h5'), split: 'validation' },
        { ...file, id: 'c', path: join(folder, 'c.h5'), split: 'test' },
      ],
    });
    return [path, (at) => readManifest(at)];
  },
  'the checkpoint of a training': () => {
    const path = join(folder, 'training.checkpoint.safetensors');
    const best = { weights: ndArray([3], [1, 2, 3]) };
    const state = { parameters: best, optimizer: {}, best, bestEpoch: 0, bestLoss: 1, history: [], seconds: 1 };
    saveCheckpoint(path, 'digest', state);
    return [path, (at, reporter) => loadCheckpoint(at, 'digest', reporter)];
  },
  'the checkpoint of a search for kernels': () => {
    const path = join(folder, 'kernels.json');
    saveKernels(path, 'digest', { kernels: [{ signal: 1, lengths: [0.1, 2], noise: 1e-3 } as never], seconds: 1 });
    return [path, (at, reporter) => loadKernels(at, 'digest', reporter)];
  },
  'the checkpoint of a simulation': () => {
    saveSimulation(task, { state: { time: 1 } as unknown as EvolutionState, seconds: 1 });
    return [checkpointPath(task), (_, reporter) => loadSimulation(task, reporter)];
  },
  'the record of a simulation': () => {
    writeRecord(task, { seconds: 1, snapshots: 2, steps: 3 });
    return [recordPath(task), (_, reporter) => finishedRecord(task, reporter)];
  },
  'the failure of a simulation': () => {
    writeFailure(task, { code: 'convection-diverged', message: 'it diverged', remedy: 'none', exitCode: 1 });
    return [failurePath(task), (_, reporter) => knownFailure(task, reporter)];
  },
  'the record of a stage': () => {
    const path = join(folder, 'stages', 'ingest.json');
    writeJsonRecord(path, { key: 'key', outputs: {}, summary: {}, seconds: 1 });
    return [path, (_, reporter) => usableRecord(folder, { name: 'ingest' }, 'key', reporter)];
  },
  'the list of submitted jobs': () => {
    writeSubmissions(folder, [{ job: '7', chunks: [[{ id: task.id, digest: task.digest }]] }]);
    return [join(folder, 'slurm', 'submissions.json'), () => readSubmissions(folder)];
  },
  'a list of tasks': () => {
    const { script } = prepareSubmission(folder, [task], { tasks: 1, cpus: 1, time: '1', options: [] } as never);
    return [script.replace(/sh$/, 'json'), (at) => readChunk(at, 0)];
  },
};

/** What reading gives: an error, the notes where nothing is given, or the content. */
function outcome(path: string, read: Read): { error?: unknown; notes: string[]; content?: unknown } {
  const notes: string[] = [];
  try {
    return { notes, content: read(path, { note: (text) => notes.push(text) }) };
  } catch (error) {
    return { notes, error };
  }
}

describe.each(Object.keys(kinds))('%s', (kind) => {
  it('is read while it is whole, and with a flipped bit never', () => {
    const [path, read] = kinds[kind]!();
    const bytes = readFileSync(path);
    const whole = outcome(path, read);
    expect(whole).toMatchObject({ notes: [], content: expect.anything() });
    const places = new Float32Array(FLIPS);
    randomStream(24, kind).fillUniform(places);
    for (const place of places) {
      const bit = Math.floor(place * 8 * bytes.length);
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(path, flipped);
      const { error, notes, content } = outcome(path, read);
      // The last digit of a time that has more digits than a number: the content is the same.
      if (content !== undefined) {
        expect(content, `bit ${bit}`).toEqual(whole.content);
        continue;
      }
      if (error !== undefined) expect(error, `bit ${bit}`).toBeInstanceOf(TharsisError);
      const lines = error === undefined ? notes : [(error as TharsisError).message];
      expect(lines, `bit ${bit}`).toEqual([expect.stringContaining(path)]);
      expect(lines[0], `bit ${bit}`).not.toContain('\n');
    }
    writeFileSync(path, bytes);
    expect(outcome(path, read)).toEqual(whole);
  });
});
