// How all networks of a surrogate are trained: from random or earlier weights, by AdamW, resumable where data, settings
// and earlier weights are the same.
import { type RandomStream, randomStream } from '../foundation/random-stream.js';
import type { LoopSettings } from '../training/loop-settings.js';
import { adamw } from '../training/optimizers/adamw.js';
import { type TrainingContext, train, type ValidatedOutcome } from '../training/training-loop.js';
import type { ValidatedProblem } from '../training/training-problem.js';
import { type Trained, trainedDigest } from './trained-file.js';

/** A training problem of a surrogate: weights come from a stream, and the data are known by their digests. */
export interface NetworkProblem<Parameters> extends Omit<ValidatedProblem<Parameters>, 'initial' | 'identity'> {
  init(stream: RandomStream): Parameters;
  readonly digests: Readonly<Record<string, string>>;
}

/** Trains a network; a warm start continues from its weights. */
export function trainNetwork<Parameters>(
  { init, digests, ...problem }: NetworkProblem<Parameters>,
  config: LoopSettings & { readonly weightDecay: number },
  context: TrainingContext,
  warmStart?: Trained & { readonly parameters: Parameters },
): Promise<ValidatedOutcome<Parameters>> {
  return train<Parameters>(
    {
      ...problem,
      initial: warmStart?.parameters ?? init(randomStream(context.seed, `${problem.name} weights`)),
      identity: { ...digests, config, warmStart: warmStart === undefined ? null : trainedDigest(warmStart) },
    },
    { ...config, optimizer: adamw({ weightDecay: config.weightDecay }) },
    context,
  );
}
