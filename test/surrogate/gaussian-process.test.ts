// The Gaussian process at and beyond the sizes it is meant for: it can be interrupted, and its cost has a limit.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InterruptedError } from '../../src/foundation/errors.js';
import { pod } from '../../src/surrogate/compressors/pod.js';
import { encodeDataset, type LatentDataset } from '../../src/surrogate/latents.js';
import { gaussianProcess } from '../../src/surrogate/predictors/gaussian-process/index.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import type { TrainingContext } from '../../src/training/training-loop.js';
import { tinyDataset } from './tiny-dataset.js';

let engine: Engine;
let latents: LatentDataset;
let context: TrainingContext;

beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  const dataset = tinyDataset(12, 6, 'gaussian process');
  context = { engine, folder: 'unused', seed: 4 };
  const trained = await pod.train(dataset, pod.schema.parse({ compression: 16 }), context);
  latents = await encodeDataset(dataset, { name: 'pod', trained }, engine);
});
afterAll(() => engine.dispose());

const section = (changes: object) => gaussianProcess.schema.parse({ steps: 5, ...changes });

describe('the Gaussian process', () => {
  it('stops its search where the signal is raised', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const training = gaussianProcess.train(latents, section({ steps: 50_000 }), {
      ...context,
      signal: controller.signal,
    });
    await expect(training).rejects.toThrow(InterruptedError);
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
        seed,
        reporter: { progress: () => ({ update: () => {}, finish: () => {} }), note: (line) => notes.push(line) },
      });
    const all = await gaussianProcess.train(latents, section({ simulations: 10 }), context);
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
