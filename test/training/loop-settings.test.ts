// The settings of the loop: what they default to, what is refused, and which weights each choice keeps.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TharsisError } from '../../src/foundation/errors.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { completeSettings, type LoopSettings } from '../../src/training/loop-settings.js';
import { train } from '../../src/training/training-loop.js';
import { linearProblem } from './linear-problem.js';

const plain: LoopSettings = { epochs: 3, learningRate: 0.1 };

describe('settings of the loop', () => {
  it('default to Adam, a cosine, and the best weights with validation, the last ones without', () => {
    const { optimizer, schedule, keep, patience, checkpointInterval } = completeSettings('net', plain, true);
    expect([optimizer.identity.name, schedule.identity.name, keep]).toEqual(['adam', 'cosine', 'best']);
    expect([patience, checkpointInterval]).toEqual([undefined, 1]);
    expect(completeSettings('net', plain, false).keep).toBe('last');
  });

  it.each<[object, RegExp, RegExp]>([
    [{ epochs: 0 }, /epochs is 0/, /whole number of at least 1/],
    [{ epochs: '12' }, /epochs is the text '12'/, /whole number/],
    [{ epochs: 2.5 }, /epochs is 2.5/, /whole number/],
    [{ learningRate: '0.1' }, /learningRate is the text '0.1'/, /positive number/],
    [{ learningRate: Number.NaN }, /learningRate is NaN/, /positive number/],
    [{ learningRate: -1 }, /learningRate is -1/, /positive number/],
    [{ checkpointInterval: 0 }, /checkpointInterval is 0/, /whole number/],
    [{ patience: 0 }, /patience is 0/, /whole number/],
    [{ averageDecay: 1 }, /averageDecay is 1/, /between 0 and 1/],
    [{ keep: 'worst' }, /keep is 'worst'/, /'best', 'last' or 'average'/],
  ])('are refused with %j', (wrong, message, remedy) => {
    const settings = { ...plain, ...wrong } as LoopSettings;
    const refused = { code: 'training-setting-invalid', exitCode: 2 };
    expect(() => completeSettings('net', settings, true)).toThrow(TharsisError);
    expect(() => completeSettings('net', settings, true)).toThrow(
      expect.objectContaining({
        ...refused,
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(remedy),
      }),
    );
  });

  it.each<[Partial<LoopSettings>, string]>([
    [{ keep: 'best' }, "keep is 'best'"],
    [{ patience: 5 }, 'patience is 5'],
  ])('are refused with %j where there is no validation', (choice, message) => {
    expect(completeSettings('net', { ...plain, ...choice }, true)).toMatchObject(choice);
    expect(() => completeSettings('net', { ...plain, ...choice }, false)).toThrow(
      expect.objectContaining({
        code: 'training-setting-invalid',
        message: `training of the net: ${message}, but there is no validation`,
        remedy: expect.stringContaining('validation set'),
      }),
    );
  });
});

describe('the kept weights', async () => {
  const engine = await openEngine('cpu');
  const root = mkdtempSync(join(tmpdir(), 'tharsis-kept-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const run = (settings: Partial<LoopSettings>) =>
    train(
      linearProblem(),
      // A rate at which the loss goes up and down.
      { epochs: 9, learningRate: 1, ...settings },
      { engine, folder: mkdtempSync(join(root, 'case-')), seed: 4 },
    );

  it('are those of the best epoch, with its loss', async () => {
    const { bestEpoch, validationLoss, parameters, history } = await run({ keep: 'best' });
    expect(validationLoss).toBe(Math.min(...history.map((record) => record.validationLoss)));
    expect(history[bestEpoch]!.validationLoss).toBe(validationLoss);
    const straight = await run({ keep: 'last', epochs: 9 });
    expect(bestEpoch).toBeLessThan(8);
    expect(parameters).not.toEqual(straight.parameters);
  });

  it('are the last ones, with the loss of the last epoch', async () => {
    const { validationLoss, history, bestEpoch } = await run({ keep: 'last' });
    expect(validationLoss).toBe(history[8]!.validationLoss);
    expect(history[bestEpoch]!.validationLoss).toBeLessThan(validationLoss);
  });

  it('are their moving average, on which validation is done', async () => {
    const last = await run({ keep: 'last' });
    const nearly = await run({ keep: 'average', averageDecay: 1e-6 });
    expect(nearly.parameters.slope.data[0]).toBeCloseTo(last.parameters.slope.data[0]!, 4);
    expect(nearly.validationLoss).toBeCloseTo(last.validationLoss, 4);
    const smooth = await run({ keep: 'average', averageDecay: 0.9 });
    expect(smooth.history.map(({ trainingLoss }) => trainingLoss)).toEqual(
      last.history.map(({ trainingLoss }) => trainingLoss),
    );
    expect(smooth.parameters).not.toEqual(last.parameters);
    expect(smooth.validationLoss).toBe(smooth.history[8]!.validationLoss);
  });
});
