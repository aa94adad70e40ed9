// The one training loop: epochs of batches of one form through a compiled step (loss, gradient, optimizer). Where
// batches come from, the optimizer, the schedule of the learning rate, validation, and which weights are kept are
// arguments. Checkpoints make it resumable to the same bits.
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson, sha256 } from '../foundation/digest.js';
import { InterruptedError, TharsisError } from '../foundation/errors.js';
import { randomStream } from '../foundation/random-stream.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import type { Tensors } from '../tensor/array-tree.js';
import type { Engine } from '../tensor/engine.js';
import { tf } from '../tensor/tfjs.js';
import { loadCheckpoint, saveCheckpoint, type TrainingState } from './checkpoint.js';
import type { EpochRecord, ValidatedEpoch } from './history.js';
import {
  type CompleteSettings,
  completeSettings,
  type KeptWeights,
  type LoopSettings,
  settingsIdentity,
} from './loop-settings.js';
import { averageIn } from './optimizers/averaged.js';
import { type RunSteps, trainEpoch, type Weights } from './train-epoch.js';
import type { TrainingProblem, ValidatedProblem } from './training-problem.js';
import { trainingSteps } from './training-steps.js';
import { validationLoss } from './validation-loss.js';

/** Engine, folder and signal of a training run. */
export interface TrainingContext {
  readonly engine: Engine;
  /** Checkpoints lie here. */
  readonly folder: string;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly reporter?: Reporter;
}

/** A finished training. */
export interface TrainingOutcome<Parameters> {
  /** The kept weights. */
  readonly parameters: Parameters;
  readonly history: readonly EpochRecord[];
  readonly seconds: number;
}

/** A finished training with validation. */
export interface ValidatedOutcome<Parameters> extends TrainingOutcome<Parameters> {
  /** The epoch of the lowest validation loss; -1 when the initial weights were never improved on. */
  readonly bestEpoch: number;
  /** Of the kept weights. */
  readonly validationLoss: number;
  readonly history: readonly ValidatedEpoch[];
}

/**
 * Trains until the last epoch or until patience runs out. Resumes from `<folder>/<name>.checkpoint.safetensors` if it
 * belongs to the same problem and settings; one of another configuration is ignored, with a note.
 *
 * @throws TharsisError `training-setting-invalid`, `training-diverged` (exit code 1), `checkpoint-damaged`;
 * InterruptedError when the signal is raised, after the finished epochs have been saved
 */
export function train<Parameters>(
  problem: ValidatedProblem<Parameters>,
  settings: LoopSettings,
  context: TrainingContext,
): Promise<ValidatedOutcome<Parameters>>;
export function train<Parameters>(
  problem: TrainingProblem<Parameters>,
  settings: LoopSettings,
  context: TrainingContext,
): Promise<TrainingOutcome<Parameters>>;
export async function train<Parameters>(
  problem: TrainingProblem<Parameters>,
  loopSettings: LoopSettings,
  { engine, folder, seed, signal, reporter = silentReporter }: TrainingContext,
): Promise<TrainingOutcome<Parameters>> {
  const { name, batches, validation } = problem;
  const settings = completeSettings(name, loopSettings, validation !== undefined);
  const digest = sha256(
    canonicalJson({
      problem: problem.identity,
      batches: batches.identity,
      settings: settingsIdentity(settings),
      seed,
    }),
  );
  const checkpoint = join(folder, `${name}.checkpoint.safetensors`);
  const save = () => saveCheckpoint(checkpoint, digest, state);
  const stream = randomStream(seed, `train ${name}`);
  const meanLoss = (parameters: Tensors<Parameters>, batch: Record<string, tf.Tensor>) =>
    tf.mean(problem.sampleLosses(parameters, batch)) as tf.Scalar;
  const steps = engine.compile(`${name}-training-steps`, trainingSteps(meanLoss, settings.optimizer));
  // The compiler cannot see that arrays of tensors of arrays are arrays where their form is unknown.
  const runSteps = steps.run as unknown as RunSteps<Parameters>;
  const losses = engine.compile(`${name}-validation`, problem.sampleLosses);
  const lossOf = async (weights: Weights<Parameters>, when: string): Promise<number | undefined> => {
    if (validation === undefined) return undefined;
    const loss = await validationLoss(losses.run, validation, currentWeights(weights, settings.keep));
    if (!Number.isFinite(loss)) throw diverged(name, `validation loss ${loss} ${when}`);
    return loss;
  };

  const known = loadCheckpoint<Parameters>(checkpoint, digest, reporter);
  let state = known ?? initialState(problem.initial, settings);
  const progress = reporter.progress(`train ${name}`, settings.epochs, state.history.length);
  const began = performance.now() - 1000 * state.seconds;
  try {
    if (known === undefined) {
      state = { ...state, bestLoss: (await lossOf(state, 'before the first epoch')) ?? state.bestLoss };
    }
    while (state.history.length < settings.epochs && !isExhausted(state, settings.patience)) {
      // Engines may run without ever yielding to the event loop, where signals arrive.
      await nextTurn();
      const epoch = state.history.length;
      const learningRate = settings.learningRate * settings.schedule.share(state.history, settings.epochs);
      const { trainingLoss, ...weights } = await trainEpoch<Parameters>(
        {
          batches,
          stream: stream.child(`epoch ${epoch}`),
          learningRate,
          stepsPerCall: engine.stepsPerCall,
          run: runSteps,
          beforeCall: () => {
            if (!signal?.aborted) return;
            save();
            throw new InterruptedError();
          },
          diverged: (loss, step) => diverged(name, `loss ${loss} in epoch ${epoch}, step ${step}`),
        },
        state,
      );
      const loss = await lossOf(weights, `after epoch ${epoch}`);
      const record = { epoch, trainingLoss, ...(loss === undefined ? {} : { validationLoss: loss }), learningRate };
      state = stateAfter(state, weights, record, settings.keep, (performance.now() - began) / 1000);
      if (state.history.length % settings.checkpointInterval === 0) save();
      progress.update(state.history.length, lossesText(record, state.bestLoss));
    }
  } finally {
    await steps.dispose();
    await losses.dispose();
  }
  save();
  const best = validation === undefined ? '' : `, best validation loss ${state.bestLoss.toExponential(3)}`;
  progress.finish(`${state.history.length} epochs${best}`);
  return outcomeOf(state, settings.keep, validation !== undefined);
}

function initialState<Parameters>(
  initial: Parameters,
  { optimizer, keep }: CompleteSettings,
): TrainingState<Parameters> {
  return {
    parameters: initial,
    optimizer: optimizer.init(initial),
    ...(keep === 'best' ? { best: initial } : {}),
    bestEpoch: -1,
    bestLoss: Number.MAX_VALUE,
    history: [],
    seconds: 0,
  };
}

function stateAfter<Parameters>(
  before: TrainingState<Parameters>,
  weights: Weights<Parameters>,
  record: EpochRecord,
  keep: KeptWeights,
  seconds: number,
): TrainingState<Parameters> {
  const { validationLoss: loss, epoch } = record;
  const isBest = loss !== undefined && loss < before.bestLoss;
  return {
    ...before,
    ...weights,
    ...(isBest ? { bestEpoch: epoch, bestLoss: loss } : {}),
    ...(isBest && keep === 'best' ? { best: weights.parameters } : {}),
    history: [...before.history, record],
    seconds,
  };
}

/** The current weights as they would be kept. */
function currentWeights<Parameters>({ parameters, optimizer }: Weights<Parameters>, keep: KeptWeights): Parameters {
  return keep === 'average' ? averageIn<Parameters>(optimizer) : parameters;
}

function isExhausted({ history, bestEpoch }: TrainingState<unknown>, patience: number | undefined): boolean {
  return patience !== undefined && history.length - 1 - bestEpoch >= patience;
}

function outcomeOf<Parameters>(
  state: TrainingState<Parameters>,
  keep: KeptWeights,
  validated: boolean,
): TrainingOutcome<Parameters> {
  const { history, seconds, bestEpoch, bestLoss, best } = state;
  const parameters = keep === 'best' ? (best as Parameters) : currentWeights(state, keep);
  if (!validated) return { parameters, history, seconds };
  const lastLoss = history.at(-1)?.validationLoss ?? bestLoss;
  const outcome: ValidatedOutcome<Parameters> = {
    parameters,
    bestEpoch,
    validationLoss: keep === 'best' ? bestLoss : lastLoss,
    history: history as readonly ValidatedEpoch[],
    seconds,
  };
  return outcome;
}

function lossesText({ trainingLoss, validationLoss: loss }: EpochRecord, bestLoss: number): string {
  const training = `loss ${trainingLoss.toExponential(2)}`;
  if (loss === undefined) return training;
  return `${training}, validation ${loss.toExponential(2)}, best ${bestLoss.toExponential(2)}`;
}

function diverged(name: string, what: string): TharsisError {
  return new TharsisError(
    'training-diverged',
    `training of the ${name} gave the ${what}`,
    `lower ${name}.learningRate, or look for outliers in the archive`,
    { exitCode: 1 },
  );
}
