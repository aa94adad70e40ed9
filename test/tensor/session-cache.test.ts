// Optimized graphs on disk: used when they are whole and fit, made anew when not, and the numbers are the same bits.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { graphCacheFolder } from '../../src/tensor/session-cache.js';
import { tf } from '../../src/tensor/tfjs.js';
import { adamInit } from '../../src/training/optimizers/adam.js';
import { trainingSteps } from '../../src/training/training-steps.js';
import { normals } from './arrays.js';
import { firstArguments, trainingStep } from './training-step.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const newFolder = () => mkdtempSync(join(tmpdir(), 'tharsis-graphs-'));

/** A training step whose graph is large enough to be kept; `seed` makes it another graph. */
const stepOf = (seed: number) => {
  const ballast = normals([100, 100], seed).data;
  return (...[weights, state, x]: Parameters<typeof trainingStep>) => ({
    ...trainingStep(weights, state, x),
    ballast: tf.sum(tf.tensor2d(ballast, [100, 100])),
  });
};

/** Runs the step by way of a cache folder, and gives the levels of optimization that sessions were made with. */
async function runIn(cache: string | undefined, seed = 1) {
  // Opening an engine tries the processor, by sessions of its own.
  const engine = await openEngine('onnx', { threads: 1, cache });
  const create = vi.spyOn(InferenceSession, 'create');
  const result = await engine.compile('step', stepOf(seed)).run(...firstArguments());
  await engine.dispose();
  const levels = create.mock.calls.map((words) => (words[1] as InferenceSession.SessionOptions).graphOptimizationLevel);
  create.mockRestore();
  return { result, levels };
}

describe('the graph cache', () => {
  it('spares the optimization from the second time on, with the same bits', async () => {
    const folder = newFolder();
    const plain = await runIn(undefined);
    const first = await runIn(folder);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.onnx$/)]);
    const second = await runIn(folder);
    expect([plain.levels, first.levels, second.levels]).toEqual([['all'], ['all'], ['disabled']]);
    expect(first.result).toEqual(plain.result);
    expect(second.result).toEqual(plain.result);
    expect((await runIn(folder, 2)).levels).toEqual(['all']);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('keeps loops and convolutions in blocks', async () => {
    const folder = newFolder();
    const loss = ({ kernel }: { kernel: tf.Tensor }, { x }: { x: tf.Tensor }) => {
      const image = tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same');
      const smooth = tf.conv2d(tf.selu(image), kernel as tf.Tensor4D, 1, 'same');
      // Large enough to be kept.
      const ballast = tf.mean(tf.tensor2d(normals([100, 100]).data, [100, 100]));
      return tf.add(tf.mean(tf.square(smooth)), ballast) as tf.Scalar;
    };
    const kernel = normals([3, 3, 32, 32], 1);
    kernel.data.forEach((value, index) => {
      kernel.data[index] = value / 20;
    });
    const runs = [];
    for (const cache of [undefined, folder, folder]) {
      const engine = await openEngine('onnx', { threads: 1, cache });
      const create = vi.spyOn(InferenceSession, 'create');
      const steps = engine.compile('steps', trainingSteps(loss));
      const batches = { x: normals([3, 2, 6, 5, 32], 2) };
      const result = await steps.run({ kernel }, adamInit({ kernel }) as never, batches, ndArray([], [1e-3]));
      await engine.dispose();
      const [model, { graphOptimizationLevel }] = create.mock.calls[0] as unknown as [
        Uint8Array,
        InferenceSession.SessionOptions,
      ];
      create.mockRestore();
      runs.push({ result, model: Buffer.from(model), graphOptimizationLevel });
    }
    const [plain, first, second] = runs;
    expect(runs.map((each) => each.graphOptimizationLevel)).toEqual(['all', 'all', 'disabled']);
    for (const { model } of runs) expect(model.includes('Scan')).toBe(true);
    if (process.arch === 'x64') expect(plain!.model.includes('com.microsoft.nchwc')).toBe(true);
    expect(first!.result).toEqual(plain!.result);
    expect(second!.result).toEqual(plain!.result);
  });

  it.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => new Uint8Array()],
    [
      'of which one bit changed',
      (bytes) => bytes.fill(bytes[bytes.length >> 1]! ^ 1, bytes.length >> 1, (bytes.length >> 1) + 1),
    ],
  ])('makes an entry anew that is %s', async (_, damage) => {
    const folder = newFolder();
    const { result } = await runIn(folder);
    const path = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(path);
    writeFileSync(path, damage(readFileSync(path)));
    const again = await runIn(folder);
    expect(again.levels).toEqual(['all']);
    expect(again.result).toEqual(result);
    expect(readFileSync(path)).toEqual(whole);
  });

  it('is a folder of the user alone', async () => {
    const folder = join(newFolder(), 'graphs');
    await runIn(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('leaves no temporary files, nor those of processes that were killed', async () => {
    const folder = newFolder();
    const abandoned = join(folder, 'abandoned.tmp');
    const recent = join(folder, 'recent.tmp');
    for (const path of [abandoned, recent]) writeFileSync(path, '');
    utimesSync(abandoned, 1000, 1000);
    await runIn(folder);
    const names = readdirSync(folder);
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual(['recent.tmp']);
    expect(names).toHaveLength(2);
  });

  it('leaves no temporary file where an entry cannot be kept', async () => {
    const folder = newFolder();
    await runIn(folder);
    const path = join(folder, readdirSync(folder)[0]!);
    rmSync(path);
    // A folder in the place of the entry: it cannot be renamed onto.
    mkdirSync(join(path, 'in the way'), { recursive: true });
    const { result } = await runIn(folder);
    expect(result).toEqual((await runIn(undefined)).result);
    expect(readdirSync(folder)).toEqual([basename(path)]);
  });

  it('goes on without a cache where the folder cannot be made', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    const { result } = await runIn(undefined);
    expect((await runIn(join(file, 'graphs'))).result).toEqual(result);
  });

  it('leaves small graphs alone', async () => {
    const folder = newFolder();
    const engine = await openEngine('onnx', { threads: 1, cache: folder });
    await engine.compile('double', (x: tf.Tensor) => tf.add(x, x)).run(normals([2]));
    await engine.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('drops what was not used for longest beyond 256 MiB', async () => {
    const folder = newFolder();
    const old = join(folder, 'old.onnx');
    const recent = join(folder, 'recent.onnx');
    for (const [path, seconds] of [
      [old, 1000],
      [recent, 2000],
    ] as const) {
      writeFileSync(path, new Uint8Array(140 * 2 ** 20));
      utimesSync(path, seconds, seconds);
    }
    await runIn(folder);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(readdirSync(folder)).toContain('recent.onnx');
  });

  it('is where the environment variable points, or in the folder for caches, or off', () => {
    expect(graphCacheFolder({ THARSIS_CACHE: '/a' })).toBe('/a');
    expect(graphCacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/tharsis/graphs');
    expect(graphCacheFolder({})).toMatch(/\.cache\/tharsis\/graphs$/);
    expect(graphCacheFolder({ THARSIS_CACHE: 'off' })).toBeUndefined();
  });

  it('is nowhere for users without a home', () => {
    const homeless = () => {
      throw new Error('uv_os_homedir returned ENOENT');
    };
    expect(graphCacheFolder({}, homeless)).toBeUndefined();
    expect(graphCacheFolder({ XDG_CACHE_HOME: '/b' }, homeless)).toBe('/b/tharsis/graphs');
  });
});
