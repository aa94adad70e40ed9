// How the loop runs, and its settings completed and checked.
import { TharsisError } from '../foundation/errors.js';
import { adam } from './optimizers/adam.js';
import { averaged } from './optimizers/averaged.js';
import type { Optimizer } from './optimizers/optimizer.js';
import { cosine } from './schedules/cosine.js';
import type { Schedule } from './schedules/schedule.js';

/** Which weights are kept: those of the lowest validation loss, of the last epoch, or their moving average. */
export type KeptWeights = 'best' | 'last' | 'average';

/** How the loop runs; all but `checkpointInterval` enter the digest that a checkpoint must match. */
export interface LoopSettings {
  /** At most. */
  readonly epochs: number;
  /** Initial learning rate; `schedule` sets how it changes. */
  readonly learningRate: number;
  /** Default: `adam()`. */
  readonly optimizer?: Optimizer;
  /** Default: `cosine()`, to 1 % of the initial learning rate. */
  readonly schedule?: Schedule;
  /** Default: 'best' with validation, 'last' without. */
  readonly keep?: KeptWeights;
  /** Of the moving average: the weight of a step's weights falls by this factor every step. Default 0.999. */
  readonly averageDecay?: number;
  /** Epochs without a lower validation loss before training stops; default: none stops it. */
  readonly patience?: number;
  /** Epochs between checkpoints; default 1. */
  readonly checkpointInterval?: number;
}

/** Settings with all defaults filled in. */
export interface CompleteSettings {
  readonly epochs: number;
  readonly learningRate: number;
  /** Averaged, where the average is kept. */
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly keep: KeptWeights;
  readonly patience: number | undefined;
  readonly checkpointInterval: number;
}

/**
 * Completes the settings of the training `name`.
 *
 * @throws TharsisError `training-setting-invalid` for a value that is not a number or out of range, for an unknown choice, and
 * for choices that need validation where there is no validation set
 */
export function completeSettings(name: string, settings: LoopSettings, validated: boolean): CompleteSettings {
  const { epochs, learningRate, optimizer = adam(), schedule = cosine(), patience, checkpointInterval = 1 } = settings;
  const { keep = validated ? 'best' : 'last', averageDecay = 0.999 } = settings;
  const refuse = (what: string, remedy: string) => new TharsisError('training-setting-invalid', what, remedy);
  const check = (key: string, value: unknown, holds: (value: number) => boolean, range: string): void => {
    if (typeof value === 'number' && holds(value)) return;
    const given = typeof value === 'string' ? `the text '${value}'` : String(value);
    throw refuse(`training of the ${name}: ${key} is ${given}`, `give ${key} as ${range}`);
  };
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 1;
  check('epochs', epochs, isCount, 'a whole number of at least 1');
  check('learningRate', learningRate, (value) => value > 0 && value < Number.POSITIVE_INFINITY, 'a positive number');
  check('checkpointInterval', checkpointInterval, isCount, 'a whole number of at least 1');
  check('averageDecay', averageDecay, (value) => value > 0 && value < 1, 'a number between 0 and 1');
  if (patience !== undefined) check('patience', patience, isCount, 'a whole number of at least 1');
  if (keep !== 'best' && keep !== 'last' && keep !== 'average') {
    throw refuse(`training of the ${name}: keep is '${String(keep)}'`, "choose 'best', 'last' or 'average'");
  }
  if (!validated && (keep === 'best' || patience !== undefined)) {
    const choice = keep === 'best' ? "keep is 'best'" : `patience is ${patience}`;
    const remedy = "give a validation set, or keep 'last' or 'average' without patience";
    throw refuse(`training of the ${name}: ${choice}, but there is no validation`, remedy);
  }
  return {
    epochs,
    learningRate,
    optimizer: keep === 'average' ? averaged(optimizer, averageDecay) : optimizer,
    schedule,
    keep,
    patience,
    checkpointInterval,
  };
}

/** The settings that determine the result, as plain data. */
export function settingsIdentity({ optimizer, schedule, ...settings }: CompleteSettings): unknown {
  const { epochs, learningRate, keep, patience = null } = settings;
  return { epochs, learningRate, keep, patience, optimizer: optimizer.identity, schedule: schedule.identity };
}
