import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { InterruptedError } from '../../src/foundation/errors.js';
import { ndArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { decodeSafetensors } from '../../src/tensor/safetensors.js';
import { loadCheckpoint, saveCheckpoint, type TrainingState } from '../../src/training/checkpoint.js';
import type { LoopSettings } from '../../src/training/loop-settings.js';
import { adam } from '../../src/training/optimizers/adam.js';
import { train } from '../../src/training/training-loop.js';
import { type LinearParameters, linearProblem, linearSettings } from './linear-problem.js';

const engine = await openEngine('cpu');
const root = mkdtempSync(join(tmpdir(), 'tharsis-training-'));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const run = (settings: Partial<LoopSettings> = {}, where = folder, problem = linearProblem(), signal?: AbortSignal) =>
  train(problem, { ...linearSettings, ...settings }, { engine, folder: where, seed: 4, signal });

const checkpointPath = (where = folder) => join(where, 'linear.checkpoint.safetensors');

/** Bits, not numbers: everything but wall-clock time has to be the same. */
function result(outcome: Awaited<ReturnType<typeof run>>) {
  const { seconds: _seconds, parameters, ...rest } = outcome;
  return { slope: [...parameters.slope.data], bias: [...parameters.bias.data], ...rest };
}

function digestOf(path: string): string {
  return decodeSafetensors(readFileSync(path), path).metadata.digest!;
}

/** The digest that a training with these settings writes. */
async function digestAfter(settings: Partial<LoopSettings>): Promise<string> {
  const where = mkdtempSync(join(root, 'digest-'));
  await run(settings, where);
  return digestOf(checkpointPath(where));
}

function stateIn(where: string): TrainingState<LinearParameters> {
  return loadCheckpoint<LinearParameters>(checkpointPath(where), digestOf(checkpointPath(where)))!;
}

describe('the training loop', () => {
  it('finds the weights of a linear problem, and keeps its history', async () => {
    const { parameters, history, validationLoss, bestEpoch } = await run({ epochs: 60 });
    expect(parameters.slope.data[0]).toBeCloseTo(2, 1);
    expect(parameters.bias.data[0]).toBeCloseTo(-3, 1);
    expect(history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 60 }, (_, epoch) => epoch));
    expect(history[bestEpoch]!.validationLoss).toBe(validationLoss);
    expect(Math.min(...history.map((record) => record.validationLoss))).toBe(validationLoss);
  });

  it('lowers the learning rate along half a cosine to 1 %', async () => {
    const { history } = await run({ epochs: 4 });
    const waves = [1, 0.5 + Math.SQRT1_2 / 2, 0.5, 0.5 - Math.SQRT1_2 / 2];
    for (const [epoch, { learningRate }] of history.entries()) {
      expect(learningRate).toBeCloseTo(0.2 * (0.01 + 0.99 * waves[epoch]!), 12);
    }
  });

  it('gives the same bits for the same seed, others for another', async () => {
    const first = result(await run({}, join(folder, 'a')));
    expect(result(await run({}, join(folder, 'b')))).toEqual(first);
    const context = { engine, folder: join(folder, 'c'), seed: 5 };
    expect(result(await train(linearProblem(), linearSettings, context)).slope).not.toEqual(first.slope);
  });

  it('stops when patience runs out, with the weights of the best epoch', async () => {
    const outcome = await run({ epochs: 50, patience: 3, learningRate: 1 });
    expect(outcome.history.length).toBeLessThan(50);
    expect(outcome.bestEpoch).toBeGreaterThanOrEqual(0);
    expect(outcome.history.length - 1 - outcome.bestEpoch).toBe(3);
    expect(outcome.history[outcome.bestEpoch]!.validationLoss).toBe(outcome.validationLoss);
  });

  it('keeps the initial weights when no epoch improves on them, resumed or not', async () => {
    const problem = { ...linearProblem(), initial: stateAtOptimum() };
    const settings = { epochs: 50, patience: 3, learningRate: 1 };
    const outcome = await run(settings, folder, problem);
    expect(outcome.parameters).toEqual(stateAtOptimum());
    expect([outcome.bestEpoch, outcome.validationLoss, outcome.history.length]).toEqual([-1, 0, 3]);
    expect(result(await run(settings, folder, problem))).toEqual(result(outcome));
  });

  it('reports initial weights that give no number', async () => {
    const problem = { ...linearProblem(), initial: { ...stateAtOptimum(), bias: ndArray([1], [Number.NaN]) } };
    await expect(run({}, folder, problem)).rejects.toMatchObject({
      code: 'training-diverged',
      message: 'training of the linear gave the validation loss NaN before the first epoch',
    });
  });

  it('reports where a loss stops being a number, and leaves with exit code 1', async () => {
    const poisoned = linearProblem(undefined, 30, ({ y }) => {
      y!.data[0] = Number.NaN;
    });
    await expect(run({}, folder, poisoned)).rejects.toMatchObject({
      code: 'training-diverged',
      message: 'training of the linear gave the loss NaN in epoch 0, step 0',
      exitCode: 1,
    });
  });
});

function stateAtOptimum(): LinearParameters {
  const { initial } = linearProblem();
  return {
    slope: { ...initial.slope, data: Float32Array.of(2) },
    bias: { ...initial.bias, data: Float32Array.of(-3) },
  };
}

describe('a checkpoint', () => {
  it('continues a training that failed to the bits of an unbroken one', async () => {
    const straight = result(await run({}, join(folder, 'straight')));
    const failing = linearProblem((count) => {
      if (count === 17) throw new Error('power cut');
    });
    await expect(run({}, folder, failing)).rejects.toThrow('power cut');
    expect(stateIn(folder).history).toHaveLength(5);
    let batches = 0;
    const resumed = linearProblem(() => batches++);
    expect(result(await run({}, folder, resumed))).toEqual(straight);
    expect(batches).toBe((12 - 5) * 3);
  });

  it('is written on interruption, whatever its interval', async () => {
    const straight = result(await run({ checkpointInterval: 100 }, join(folder, 'straight')));
    const controller = new AbortController();
    const problem = linearProblem((count) => {
      if (count === 13) controller.abort();
    });
    await expect(run({ checkpointInterval: 100 }, folder, problem, controller.signal)).rejects.toThrow(
      InterruptedError,
    );
    // In the middle of the fifth epoch.
    expect(stateIn(folder).history).toHaveLength(4);
    expect(result(await run({ checkpointInterval: 100 }))).toEqual(straight);
  });

  it('is written between two calls of several steps within an epoch', async () => {
    const compiled = await openEngine('onnx', { threads: 1 });
    const many = (where: string, onBatch?: (count: number) => void, signal?: AbortSignal) =>
      train(linearProblem(onBatch, 80), linearSettings, { engine: compiled, folder: where, seed: 4, signal });
    const straight = result(await many(join(folder, 'straight')));
    const controller = new AbortController();
    let batches = 0;
    const interrupted = many(
      folder,
      (count) => {
        batches = count + 1;
        if (count === 23) controller.abort();
      },
      controller.signal,
    );
    await expect(interrupted).rejects.toThrow(InterruptedError);
    // Ten steps an epoch, five a call: the first call of the third epoch is finished, the second is not begun.
    expect(batches).toBe(25);
    expect(stateIn(folder).history).toHaveLength(2);
    expect(result(await many(folder))).toEqual(straight);
    await compiled.dispose();
  });

  it('survives kill -9 and gives the same bits', async () => {
    const script = join('node_modules', '.cache', `killed-training-${process.pid}.mjs`);
    await build({
      entryPoints: ['test/training/killed-training.ts'],
      outfile: script,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
    });
    const child = spawn(process.execPath, [script, folder], { stdio: 'ignore' });
    const exit = once(child, 'exit');
    while (!existsSync(checkpointPath()) || stateIn(folder).history.length < 3) {
      if (child.exitCode !== null) break;
      await setTimeout(10);
    }
    child.kill('SIGKILL');
    const [, signal] = await exit;
    rmSync(script);
    expect(signal).toBe('SIGKILL');
    expect(stateIn(folder).history.length).toBeLessThan(12);
    expect(result(await run())).toEqual(result(await run({}, join(folder, 'straight'))));
  });

  it('of a finished training gives its result at once', async () => {
    const first = result(await run());
    const untouched = linearProblem(() => {
      throw new Error('trained again');
    });
    expect(result(await run({}, folder, untouched))).toEqual(first);
  });

  it('of another configuration is not used', async () => {
    await run();
    const settings = { learningRate: 0.1 };
    expect(result(await run(settings))).toEqual(result(await run(settings, join(folder, 'fresh'))));
  });

  it('of another meaning of the moments of Adam is not used', async () => {
    const moments = (meaning: string): Partial<LoopSettings> => ({
      optimizer: { ...adam(), identity: { ...adam().identity, moments: meaning } },
    });
    const outcome = result(await run(moments('discounted sums')));
    expect(digestOf(checkpointPath())).toBe(await digestAfter({ optimizer: adam() }));
    const state = stateIn(folder);
    const digest = await digestAfter(moments('averages'));
    saveCheckpoint(checkpointPath(), digest, { ...state, bestLoss: 0, history: state.history.slice(0, 1) });
    expect(result(await run({ optimizer: adam() }))).toEqual(outcome);
  });

  it('that is truncated is refused with one clear line', async () => {
    await run({ epochs: 1 });
    const bytes = readFileSync(checkpointPath());
    writeFileSync(checkpointPath(), bytes.subarray(0, bytes.length - 5));
    await expect(run({ epochs: 1 })).rejects.toMatchObject({ code: 'checkpoint-damaged' });
    writeFileSync(checkpointPath(), bytes.subarray(0, 100));
    await expect(run({ epochs: 1 })).rejects.toThrow(/^the checkpoint .* cannot be used: .*within its header$/);
  });

  it('leaves no temporary files', async () => {
    await run();
    expect(readdirSync(folder)).toEqual(['linear.checkpoint.safetensors']);
  });
});
