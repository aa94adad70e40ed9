// One epoch: the batches of a source, several a call, through compiled training steps.
import { type NdArray, ndArray } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import type { Tree } from '../foundation/tree.js';
import type { Batch, BatchSource } from './batches/batch-source.js';
import type { TrainingState } from './checkpoint.js';
import { stackedBatches, stepsTogether } from './step-batches.js';

/** The state that a step updates. */
export type Weights<Parameters> = Pick<TrainingState<Parameters>, 'parameters' | 'optimizer'>;

/** The compiled `trainingSteps`; `losses` are those before each step, (steps). */
export type RunSteps<Parameters> = (
  parameters: Parameters,
  optimizer: Tree<NdArray>,
  batches: Batch,
  learningRate: NdArray,
) => Promise<Weights<Parameters> & { readonly losses: NdArray }>;

/** An epoch to be trained. */
export interface Epoch<Parameters> {
  readonly batches: BatchSource;
  /** The randomness of this epoch. */
  readonly stream: RandomStream;
  readonly learningRate: number;
  /** At most; see `Engine.stepsPerCall`. */
  readonly stepsPerCall: number;
  readonly run: RunSteps<Parameters>;
  /** Called before every call of steps; it may throw to stop training. */
  readonly beforeCall: () => void;
  /** The error for a loss that is not finite. */
  readonly diverged: (loss: number, step: number) => Error;
}

/** Trains one epoch; the training loss is the mean over its steps. */
export async function trainEpoch<Parameters>(
  { batches: source, stream, learningRate, stepsPerCall, run, beforeCall, diverged }: Epoch<Parameters>,
  before: Weights<Parameters>,
): Promise<Weights<Parameters> & { readonly trainingLoss: number }> {
  const { stepsPerEpoch } = source;
  const nextBatch = source.epoch(stream);
  let weights: Weights<Parameters> = before;
  let lossSum = 0;
  for (let step = 0; step < stepsPerEpoch; ) {
    beforeCall();
    const batches = [nextBatch()];
    const together = stepsTogether(stepsPerEpoch, stepsPerCall, batches[0]!);
    while (batches.length < together) batches.push(nextBatch());
    const rate = ndArray([], [learningRate]);
    const { losses, ...after } = await run(weights.parameters, weights.optimizer, stackedBatches(batches), rate);
    weights = after;
    for (const loss of losses.data) {
      if (!Number.isFinite(loss)) throw diverged(loss, step);
      lossSum += loss;
      step++;
    }
  }
  return { ...weights, trainingLoss: lossSum / stepsPerEpoch };
}
