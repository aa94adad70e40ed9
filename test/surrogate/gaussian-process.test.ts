// The Gaussian process at and beyond the sizes it is meant for: it can be interrupted, and its cost has a limit.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InterruptedError } from '../../src/foundation/errors.js';
import { pod } from '../../src/surrogate/compressors/pod.js';
import { encodeDataset, type LatentDataset } from '../../src/surrogate/latents.js';
import { gaussianProcess } from '../../src/surrogate/predictors/gaussian-process/index.js';
import { trainedDigest } from '../../src/surrogate/trained-file.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import type { TrainingContext } from '../../src/training/training-loop.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyDataset } from './tiny-dataset.js';

let engine: Engine;
let latents: LatentDataset;
let context: TrainingContext;

beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  const dataset = tinyDataset(12, 6, 'gaussian process');
  context = { engine, folder: temporaryFolder(), seed: 4 };
  const trained = await pod.train(dataset, pod.schema.parse({ compression: 16 }), context);
  latents = await encodeDataset(dataset, { name: 'pod', trained }, engine);
});
afterAll(() => engine.dispose());

const section = (changes: object) => gaussianProcess.schema.parse({ steps: 5, ...changes });

/** A reporter that keeps what it hears. */
function modesDone(update: (mode: number) => void = () => {}) {
  const heard = { start: [] as (number | undefined)[], done: [] as number[], notes: [] as string[] };
  const progress = (_label: string, _total: number, start?: number) => {
    heard.start.push(start);
    return {
      update: (mode: number) => {
        heard.done.push(mode);
        update(mode);
      },
      finish: () => {},
    };
  };
  return { ...heard, reporter: { progress, note: (line: string) => void heard.notes.push(line) } };
}

describe('the Gaussian process', () => {
  it('stops its search where the signal is raised', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const training = gaussianProcess.train(latents, section({ steps: 50_000 }), {
      ...context,
      folder: temporaryFolder(),
      signal: controller.signal,
    });
    await expect(training).rejects.toThrow(InterruptedError);
  });

  it('goes on after the modes already done, to the same bits', async () => {
    const whole = await gaussianProcess.train(latents, section({}), {
      ...context,
      folder: temporaryFolder(),
    });
    expect(whole.processes.length).toBeGreaterThan(1);
    const folder = temporaryFolder();
    const controller = new AbortController();
    const first = modesDone((mode) => mode === 1 && controller.abort());
    const { signal } = controller;
    const stopped = gaussianProcess.train(latents, section({}), {
      ...context,
      folder,
      signal,
      reporter: first.reporter,
    });
    await expect(stopped).rejects.toThrow(InterruptedError);
    expect(first.done).toEqual([1]);
    const file = join(folder, 'gaussian-process.checkpoint.json');
    const saved = JSON.parse(readFileSync(file, 'utf8'));
    expect(saved.kernels).toEqual(whole.processes.slice(0, 1).map(({ kernel }) => kernel));
    expect(saved.seconds).toBeGreaterThan(0);
    const second = modesDone();
    const resumed = await gaussianProcess.train(latents, section({}), {
      ...context,
      folder,
      reporter: second.reporter,
    });
    expect(second.start).toEqual([1]);
    expect(second.done).toEqual(whole.processes.map((_, mode) => mode + 1).slice(1));
    expect(trainedDigest(resumed)).toBe(trainedDigest(whole));
    expect({ ...resumed, seconds: 0 }).toEqual({ ...whole, seconds: 0 });
    expect(resumed.seconds).toBeGreaterThan(saved.seconds);
  });

  it('does not go on from another search, and notes it', async () => {
    const folder = temporaryFolder();
    await gaussianProcess.train(latents, section({ steps: 2 }), { ...context, folder });
    const { reporter, notes } = modesDone();
    const other = await gaussianProcess.train(latents, section({}), { ...context, folder, reporter });
    const fresh = await gaussianProcess.train(latents, section({}), { ...context, folder: temporaryFolder() });
    expect(trainedDigest(other)).toBe(trainedDigest(fresh));
    const file = join(folder, 'gaussian-process.checkpoint.json');
    expect(notes).toEqual([
      `${file} belongs to another configuration, seed or data: not used, training starts from the beginning`,
    ]);
  });

  it('refuses a damaged checkpoint', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'gaussian-process.checkpoint.json');
    writeFileSync(file, '{"digest": "');
    await expect(gaussianProcess.train(latents, section({}), { ...context, folder })).rejects.toMatchObject({
      code: 'checkpoint-damaged',
      message: expect.stringContaining(`the checkpoint ${file} cannot be used: `),
      remedy: 'remove it and run again: this training then starts from the beginning',
    });
  });

  it('reports how many modes are done', async () => {
    const done: number[] = [];
    let total = 0;
    const progress = (_: string, modes: number) => {
      total = modes;
      return { update: (mode: number) => void done.push(mode), finish: () => {} };
    };
    const { processes } = await gaussianProcess.train(latents, section({}), {
      ...context,
      folder: temporaryFolder(),
      reporter: { progress, note: () => {} },
    });
    expect(total).toBe(processes.length);
    expect(done).toEqual(processes.map((_, index) => index + 1));
  });

  it('is fitted to as many training simulations as configured, the same ones for the same seed, and notes it', async () => {
    const notes: string[] = [];
    const train = (seed: number) =>
      gaussianProcess.train(latents, section({ simulations: 4 }), {
        ...context,
        folder: temporaryFolder(),
        seed,
        reporter: { progress: () => ({ update: () => {}, finish: () => {} }), note: (line) => notes.push(line) },
      });
    const all = await gaussianProcess.train(latents, section({ simulations: 10 }), {
      ...context,
      folder: temporaryFolder(),
    });
    const some = await train(4);
    expect(notes).toEqual([expect.stringContaining('fitted to 4 of 10 training simulations')]);
    expect(some.points).toHaveLength(4);
    expect(all.points).toEqual(expect.arrayContaining([...some.points]));
    expect(some.processes.every(({ weights }) => weights.length === 4)).toBe(true);
    expect((await train(4)).points).toEqual(some.points);
    expect((await train(5)).points).not.toEqual(some.points);
  });

  it('refuses more simulations than it can factor in seconds', () => {
    expect(gaussianProcess.schema.safeParse({ simulations: 1001 }).success).toBe(false);
  });
});
