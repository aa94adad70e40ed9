// Every choice of the loop, interrupted and resumed, gives the bits of an unbroken training: optimizers, schedules, kept
// weights and batch sources in all combinations.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InterruptedError } from '../../src/foundation/errors.js';
import { ndArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { generatedBatches } from '../../src/training/batches/generated-batches.js';
import type { KeptWeights, LoopSettings } from '../../src/training/loop-settings.js';
import { clipped } from '../../src/training/optimizers/clipped.js';
import type { Optimizer } from '../../src/training/optimizers/optimizer.js';
import { optimizers } from '../../src/training/optimizers/registry.js';
import { plateau } from '../../src/training/schedules/plateau.js';
import { schedules } from '../../src/training/schedules/registry.js';
import type { Schedule } from '../../src/training/schedules/schedule.js';
import { train } from '../../src/training/training-loop.js';
import type { TrainingProblem } from '../../src/training/training-problem.js';
import { type LinearParameters, linearProblem } from './linear-problem.js';

const engine = await openEngine('cpu');
const root = mkdtempSync(join(tmpdir(), 'tharsis-resume-'));
afterAll(() => rmSync(root, { recursive: true }));

const optimizerChoices: Record<string, Optimizer> = {
  ...Object.fromEntries(Object.entries(optimizers).map(([name, make]) => [name, make()])),
  clipped: clipped(optimizers.adam(), 0.5),
};
const scheduleChoices: Record<string, Schedule> = {
  ...Object.fromEntries(Object.entries(schedules).map(([name, make]) => [name, make()])),
  plateau: plateau({ patience: 1, threshold: 0.2 }),
};
/** The linear problem with and without validation, and with batches drawn from noise. */
const sources: Record<string, (onBatch: (count: number) => void) => TrainingProblem<LinearParameters>> = {
  validated: (onBatch) => linearProblem(onBatch),
  finite: (onBatch) => {
    const { validation: _validation, ...problem } = linearProblem(onBatch);
    return problem;
  },
  generated: (onBatch) => {
    const { validation: _validation, ...problem } = linearProblem();
    let count = 0;
    const batches = generatedBatches(3, (stream) => {
      onBatch(count++);
      const x = Float32Array.from({ length: 8 }, () => stream.normal());
      return {
        x: ndArray([8, 1], x),
        y: ndArray(
          [8, 1],
          x.map((value) => 2 * value - 3 + 0.1 * stream.normal()),
        ),
      };
    });
    return { ...problem, batches };
  },
};

const cases = Object.keys(sources).flatMap((source) =>
  Object.keys(optimizerChoices).flatMap((optimizer) =>
    Object.keys(scheduleChoices).flatMap((schedule) =>
      (source === 'validated' ? ['best', 'last', 'average'] : ['last', 'average']).map(
        (keep) => [source, optimizer, schedule, keep as KeptWeights] as const,
      ),
    ),
  ),
);

describe('an interrupted training', () => {
  it.each(cases)('of %s batches with %s, %s, keeping the %s, gives the same bits', async (...choice) => {
    const [source, optimizer, schedule, keep] = choice;
    const settings: LoopSettings = {
      epochs: 6,
      learningRate: 0.2,
      optimizer: optimizerChoices[optimizer]!,
      schedule: scheduleChoices[schedule]!,
      keep,
      averageDecay: 0.8,
      checkpointInterval: 2,
    };
    const run = async (folder: string, onBatch: (count: number) => void = () => {}, signal?: AbortSignal) => {
      const context = { engine, folder, seed: 4, ...(signal === undefined ? {} : { signal }) };
      const { seconds: _seconds, ...outcome } = await train(sources[source]!(onBatch), settings, context);
      return outcome;
    };
    const straight = await run(join(root, `${choice.join('-')}-straight`));
    expect(straight.history).toHaveLength(6);
    const folder = join(root, choice.join('-'));
    const controller = new AbortController();
    const stopped = run(folder, (count) => count === 10 && controller.abort(), controller.signal);
    await expect(stopped).rejects.toThrow(InterruptedError);
    let batches = 0;
    expect(await run(folder, () => batches++)).toEqual(straight);
    // Three of the six epochs were done.
    expect(batches).toBe(9);
  });
});
