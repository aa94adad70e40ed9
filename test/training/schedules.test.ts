// All schedules of the learning rate: shares at chosen epochs, worked out by hand; monotonic; the same for a history
// that went through a file.
import { describe, expect, it } from 'vitest';
import type { EpochRecord } from '../../src/training/history.js';
import { constant } from '../../src/training/schedules/constant.js';
import { cosine } from '../../src/training/schedules/cosine.js';
import { exponential } from '../../src/training/schedules/exponential.js';
import { plateau } from '../../src/training/schedules/plateau.js';
import { schedules } from '../../src/training/schedules/registry.js';
import type { Schedule } from '../../src/training/schedules/schedule.js';

const EPOCHS = 8;
/** Validation losses after each epoch: they fall, stall for four epochs, fall by too little, and stall again. */
const losses = [1, 0.5, 0.5, 0.6, 0.4999999, 0.7, 0.2, 0.3];

interface Case {
  readonly schedule: Schedule;
  /** The shares of the epochs 0 to 8. */
  readonly shares: readonly number[];
}

const half = Math.SQRT1_2 / 2;
const waves = [0.5 + 0.5, 0, 0.5 + half, 0, 0.5, 0, 0.5 - half, 0, 0];
const eighth = (epoch: number) => 0.5 * (1 + Math.cos((Math.PI * epoch) / 8));

const cases: Record<keyof typeof schedules, readonly Case[]> = {
  constant: [{ schedule: constant(), shares: new Array(9).fill(1) }],
  cosine: [
    {
      schedule: cosine(),
      shares: waves.map((wave, epoch) => 0.01 + 0.99 * (epoch % 2 === 1 ? eighth(epoch) : wave)),
    },
    { schedule: cosine({ finalShare: 0.5 }), shares: waves.map((_, epoch) => 0.5 + 0.5 * eighth(epoch)) },
  ],
  exponential: [
    {
      schedule: exponential({ decay: 0.5 }),
      shares: [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128, 1 / 256],
    },
  ],
  plateau: [
    // 0.5, 0.6 stall: reduced after two; 0.4999999 (less than the threshold) and 0.7 stall again; 0.2 is a fall.
    { schedule: plateau({ factor: 0.1, patience: 2 }), shares: [1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01, 0.01] },
    { schedule: plateau({ factor: 0.1, patience: 2, threshold: 0 }), shares: [1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.1] },
    {
      schedule: plateau({ factor: 0.1, patience: 2, minimumShare: 0.05 }),
      shares: [1, 1, 1, 1, 0.1, 0.1, 0.05, 0.05, 0.05],
    },
    { schedule: plateau({ patience: 1 }), shares: [1, 1, 1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16, 1 / 32] },
  ],
};

const historyOf = (count: number): EpochRecord[] =>
  losses
    .slice(0, count)
    .map((validationLoss, epoch) => ({ epoch, trainingLoss: 9 - epoch, validationLoss, learningRate: 1 }));

const all = Object.entries(cases).flatMap(([name, variants]) =>
  variants.map((variant, index) => [`${name} ${index}`, variant] as const),
);

it('the table has every schedule of the registry', () => {
  expect(Object.keys(cases)).toEqual(Object.keys(schedules));
  for (const [name, make] of Object.entries(schedules)) expect(make().identity.name).toBe(name);
});

describe.each(all)('%s', (_, { schedule, shares }) => {
  it('gives the shares that are worked out by hand', () => {
    for (const [epoch, share] of shares.entries()) {
      expect(schedule.share(historyOf(epoch), EPOCHS), `epoch ${epoch}`).toBeCloseTo(share, 12);
    }
  });

  it('never rises, and is the same for a history from a file', () => {
    let before = Number.POSITIVE_INFINITY;
    for (const epoch of shares.keys()) {
      const share = schedule.share(historyOf(epoch), EPOCHS);
      expect(share).toBeLessThanOrEqual(before);
      expect(schedule.share(JSON.parse(JSON.stringify(historyOf(epoch))), EPOCHS)).toBe(share);
      before = share;
    }
  });
});

describe('a plateau', () => {
  const recordsOf = (trainingLosses: readonly number[]): EpochRecord[] =>
    trainingLosses.map((trainingLoss, epoch) => ({ epoch, trainingLoss, learningRate: 1 }));

  it('goes by the training loss where there is no validation', () => {
    const schedule = plateau({ patience: 2 });
    expect(schedule.share(recordsOf([1, 0.5, 0.25]), EPOCHS)).toBe(1);
    expect(schedule.share(recordsOf([1, 2, 3]), EPOCHS)).toBe(0.5);
  });

  it('sees a negative loss fall, as a log-likelihood does', () => {
    const schedule = plateau({ patience: 2 });
    expect(schedule.share(recordsOf([-1, -2, -3, -4]), EPOCHS)).toBe(1);
    expect(schedule.share(recordsOf([-4, -3, -3.9]), EPOCHS)).toBe(0.5);
  });
});
