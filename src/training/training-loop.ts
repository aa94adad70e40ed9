// The one training loop: epochs of seeded, shuffled batches of fixed size through a compiled step (loss, gradient,
// Adam); cosine learning rate; early stopping on the validation loss; the best weights, the initial ones among them,
// are kept; checkpoints make it resumable.
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson, sha256 } from '../foundation/digest.js';
import { InterruptedError, TharsisError } from '../foundation/errors.js';
import { type NdArray, ndArray } from '../foundation/nd-array.js';
import { openProgress } from '../foundation/progress.js';
import { type RandomStream, randomStream } from '../foundation/random-stream.js';
import type { Arrays, Tensors } from '../tensor/array-tree.js';
import type { Engine } from '../tensor/engine.js';
import { tf } from '../tensor/tfjs.js';
import { type EpochRecord, loadCheckpoint, saveCheckpoint, type TrainingState } from './checkpoint.js';
import { type AdamArrays, type AdamState, adamInit, adamMoments } from './optimizers/adam.js';
import { stackedBatches, stepsTogether } from './step-batches.js';
import { trainingSteps } from './training-steps.js';

/** What is trained, as data and a loss. Samples are numbered from 0 in each of the two sets. */
export interface TrainingProblem<Parameters> {
  readonly name: string;
  readonly initial: Parameters;
  readonly trainingSamples: number;
  readonly validationSamples: number;
  /** Loss of each sample of a batch, (batch). */
  readonly sampleLosses: (parameters: Tensors<Parameters>, batch: Record<string, tf.Tensor>) => tf.Tensor;
  /** The batch of the given samples; with a stream also the noise that training adds, without one none. */
  readonly batch: (
    set: 'training' | 'validation',
    samples: Int32Array,
    noise?: RandomStream,
  ) => Record<string, NdArray>;
  /** Whatever else decides the result: data digest, architecture. */
  readonly identity: unknown;
}

/** How the loop runs; part of the identity of the result. */
export interface LoopSettings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly patience: number;
  readonly weightDecay: number;
  readonly checkpointInterval: number;
}

/** Where and with what training runs. */
export interface TrainingContext {
  readonly engine: Engine;
  /** Checkpoints lie here. */
  readonly folder: string;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** A finished training. */
export interface TrainingOutcome<Parameters> {
  readonly parameters: Parameters;
  /** The epoch that gave these weights; -1 when the initial ones were never improved on. */
  readonly bestEpoch: number;
  readonly validationLoss: number;
  readonly history: readonly EpochRecord[];
  readonly seconds: number;
}

const FINAL_LEARNING_RATE = 0.01;

/**
 * Trains until the last epoch or until patience runs out. Resumes from `<folder>/<name>.checkpoint.safetensors` if it
 * belongs to the same problem and settings; one of another configuration is not used, and a line says so.
 *
 * @throws TharsisError `training-diverged` (exit code 1), `checkpoint-damaged`; InterruptedError when the signal is
 * raised, after the finished epochs have been saved
 */
export async function train<Parameters>(
  problem: TrainingProblem<Parameters>,
  settings: LoopSettings,
  context: TrainingContext,
): Promise<TrainingOutcome<Parameters>> {
  const { engine, seed, signal } = context;
  const digest = sha256(canonicalJson({ identity: problem.identity, settings, seed, adam: adamMoments }));
  const checkpoint = join(context.folder, `${problem.name}.checkpoint.safetensors`);
  const stream = randomStream(seed, `train ${problem.name}`);
  const batchSize = Math.min(settings.batchSize, problem.trainingSamples);
  const stepsPerEpoch = Math.floor(problem.trainingSamples / batchSize);
  const { weightDecay } = settings;
  const steps = engine.compile(`${problem.name}-training-steps`, trainingSteps(meanLossOf(problem), { weightDecay }));
  const losses = engine.compile(`${problem.name}-validation`, problem.sampleLosses);
  const batchOf = (order: Int32Array, index: number, noise: RandomStream): Record<string, NdArray> =>
    problem.batch('training', order.subarray(index * batchSize, (index + 1) * batchSize), noise);
  const validate = async (parameters: Parameters, when: string): Promise<number> => {
    const loss = await meanLoss(losses.run, problem, parameters, batchSize);
    if (!Number.isFinite(loss)) throw diverged(problem.name, `validation loss ${loss} ${when}`);
    return loss;
  };

  const known = loadCheckpoint<Parameters>(checkpoint, digest);
  let state = known ?? initialState(problem.initial);
  const progress = openProgress(`train ${problem.name}`, settings.epochs, state.history.length);
  const began = performance.now() - 1000 * state.seconds;
  try {
    if (known === undefined) {
      state = { ...state, bestLoss: await validate(problem.initial, 'before the first epoch') };
    }
    while (state.history.length < settings.epochs && !isExhausted(state, settings.patience)) {
      // Engines may work without ever giving way to the event loop, where signals arrive.
      await nextTurn();
      const epoch = state.history.length;
      const noise = stream.child(`epoch ${epoch}`);
      const order = Int32Array.from({ length: problem.trainingSamples }, (_, index) => index);
      noise.shuffle(order);
      const learningRate = learningRateAt(epoch, settings);
      let { parameters, adam } = state;
      let lossSum = 0;
      for (let index = 0; index < stepsPerEpoch; ) {
        if (signal?.aborted) {
          saveCheckpoint(checkpoint, digest, state);
          throw new InterruptedError();
        }
        const batches = [batchOf(order, index, noise)];
        const together = stepsTogether(stepsPerEpoch, engine.stepsPerCall, batches[0]!);
        while (batches.length < together) batches.push(batchOf(order, index + batches.length, noise));
        const result = await steps.run(
          parameters as Arrays<Tensors<Parameters>>,
          adam as unknown as Arrays<AdamState<Tensors<Parameters>>>,
          stackedBatches(batches),
          ndArray([], [learningRate]),
        );
        parameters = result.parameters as Parameters;
        adam = result.adam as unknown as AdamArrays<Parameters>;
        for (const loss of result.losses.data) {
          if (!Number.isFinite(loss)) throw diverged(problem.name, `loss ${loss} in epoch ${epoch}, step ${index}`);
          lossSum += loss;
          index++;
        }
      }
      const validationLoss = await validate(parameters, `after epoch ${epoch}`);
      const trainingLoss = lossSum / stepsPerEpoch;
      const record: EpochRecord = { epoch, trainingLoss, validationLoss, learningRate };
      const isBest = validationLoss < state.bestLoss;
      state = {
        parameters,
        adam,
        best: isBest ? parameters : state.best,
        bestEpoch: isBest ? epoch : state.bestEpoch,
        bestLoss: isBest ? validationLoss : state.bestLoss,
        history: [...state.history, record],
        seconds: (performance.now() - began) / 1000,
      };
      if (state.history.length % settings.checkpointInterval === 0) saveCheckpoint(checkpoint, digest, state);
      progress.update(
        state.history.length,
        `loss ${trainingLoss.toExponential(2)}, validation ${validationLoss.toExponential(2)}, best ${state.bestLoss.toExponential(2)}`,
      );
    }
  } finally {
    await steps.dispose();
    await losses.dispose();
  }
  saveCheckpoint(checkpoint, digest, state);
  progress.finish(`${state.history.length} epochs, best validation loss ${state.bestLoss.toExponential(3)}`);
  return {
    parameters: state.best,
    bestEpoch: state.bestEpoch,
    validationLoss: state.bestLoss,
    history: state.history,
    seconds: state.seconds,
  };
}

function meanLossOf<Parameters>({ sampleLosses }: TrainingProblem<Parameters>) {
  return (parameters: Tensors<Parameters>, batch: Record<string, tf.Tensor>): tf.Scalar =>
    tf.mean(sampleLosses(parameters, batch));
}

function initialState<Parameters>(initial: Parameters): TrainingState<Parameters> {
  const adam = adamInit(initial);
  return {
    parameters: initial,
    adam,
    best: initial,
    bestEpoch: -1,
    bestLoss: Number.MAX_VALUE,
    history: [],
    seconds: 0,
  };
}

function isExhausted({ history, bestEpoch }: TrainingState<unknown>, patience: number): boolean {
  return history.length - 1 - bestEpoch >= patience;
}

/** Half a cosine from the initial rate to 1 % of it. */
function learningRateAt(epoch: number, { epochs, learningRate }: LoopSettings): number {
  const wave = 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs));
  return learningRate * (FINAL_LEARNING_RATE + (1 - FINAL_LEARNING_RATE) * wave);
}

/**
 * Mean over the validation samples, in batches of one size; the last is filled up by repetition, which is not counted.
 */
async function meanLoss<Parameters>(
  run: (parameters: never, batch: never) => Promise<unknown>,
  problem: TrainingProblem<Parameters>,
  parameters: Parameters,
  batchSize: number,
): Promise<number> {
  const count = problem.validationSamples;
  let sum = 0;
  for (let start = 0; start < count; start += batchSize) {
    const samples = Int32Array.from({ length: batchSize }, (_, offset) => Math.min(start + offset, count - 1));
    const batch = problem.batch('validation', samples);
    const { data } = (await run(parameters as never, batch as never)) as NdArray;
    for (let offset = 0; offset < Math.min(batchSize, count - start); offset++) sum += data[offset]!;
  }
  return sum / count;
}

function diverged(name: string, what: string): TharsisError {
  return new TharsisError(
    'training-diverged',
    `training of the ${name} gave the ${what}`,
    `lower ${name}.learningRate, or look for outliers in the archive`,
    { exitCode: 1 },
  );
}
