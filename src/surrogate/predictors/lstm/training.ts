// Training the LSTM: every window of a training simulation → the latent after it. Noise on the past latents makes it
// robust to its own errors, since it is used autoregressively.
import { type NdArray, ndArray } from '../../../foundation/nd-array.js';
import { type RandomStream, randomStream } from '../../../foundation/random-stream.js';
import { dropoutMask } from '../../../nets/dropout.js';
import { tf } from '../../../tensor/tfjs.js';
import { finiteSets } from '../../../training/batches/finite-sets.js';
import type { Scaling } from '../../../training/scaling.js';
import type { TrainingContext } from '../../../training/training-loop.js';
import { type LatentDataset, latentScaling, normalizedLatents } from '../../latents.js';
import { trainNetwork } from '../../network-training.js';
import { fitPredictorInputs } from '../predictor-inputs.js';
import type { PredictorInputs, TrainedPredictor } from '../trained-predictor.js';
import {
  applyLstmPredictor,
  frameSize,
  type LstmPredictorParameters,
  type LstmPredictorShape,
  lstmPredictorInit,
  lstmPredictorShape,
} from './network.js';
import type { LstmTraining } from './settings.js';
import { type LatentSequence, latentSequence, writeWindow } from './window.js';

export interface TrainedLstm extends TrainedPredictor {
  readonly shape: LstmPredictorShape;
  readonly parameters: LstmPredictorParameters<NdArray>;
  /** Of latents, (latents). */
  readonly latents: Scaling<NdArray>;
  /** Longest time step in training, s: what normalized time steps are relative to. */
  readonly longestTimeStep: number;
}

/** Samples of a set: which frame of which sequence the window ends at. */
interface WindowSet {
  readonly sequences: readonly LatentSequence[];
  readonly sequence: Int32Array;
  readonly last: Int32Array;
}

/** Trains on the latents of the training simulations. */
export async function trainLstm(
  latents: LatentDataset,
  config: LstmTraining,
  context: TrainingContext,
  warmStart?: TrainedLstm,
): Promise<TrainedLstm> {
  const { dataset, size } = latents;
  const inputs = warmStart?.inputs ?? fitPredictorInputs(dataset, config.logarithmic);
  const scaling = warmStart?.latents ?? latentScaling(latents);
  const longestTimeStep = warmStart?.longestTimeStep ?? longestStep(latents);
  const shape = warmStart?.shape ?? lstmPredictorShape(inputs.parameterNames.length, size, config);
  const sequenceOf = (simulation: number): LatentSequence => {
    const { parameters, times } = dataset.simulations[simulation]!;
    return latentSequence(inputs, parameters, times, normalizedLatents(latents, simulation, scaling));
  };
  const sets = {
    training: windowsOf(dataset.split.training.map(sequenceOf)),
    validation: windowsOf(dataset.split.validation.map(sequenceOf)),
  };
  const outcome = await trainNetwork<LstmPredictorParameters<NdArray>>(
    {
      name: 'lstm',
      init: (stream) => lstmPredictorInit(stream, shape),
      sampleLosses: (parameters, batch) => {
        const network = parameters as unknown as LstmPredictorParameters<tf.Tensor>;
        const predicted = applyLstmPredictor(network, shape, batch.windows!, batch.mask!);
        return tf.mean(tf.square(tf.sub(predicted, batch.targets!)), 1);
      },
      // Validation gets the same noise, from a stream that is the same in every epoch: without it, the loss would favor
      // networks that rely on exact latents, which a roll-out never has.
      ...finiteSets({
        trainingSamples: sets.training.last.length,
        validationSamples: sets.validation.last.length,
        batchSize: config.batchSize,
        batch: (set, samples, noise) => ({
          ...windowBatch(
            sets[set],
            samples,
            shape,
            inputs,
            longestTimeStep,
            config.latentNoise,
            noise ?? randomStream(context.seed, `lstm validation ${samples[0]}`),
          ),
          mask: dropoutMask([samples.length, shape.hidden], config.dropout, noise),
        }),
      }),
      digests: { data: dataset.digest, latents: latents.digest },
    },
    config,
    context,
    warmStart,
  );
  return { shape, inputs, latents: scaling, longestTimeStep, ...outcome };
}

function longestStep({ dataset }: LatentDataset): number {
  let longest = 0;
  for (const simulation of dataset.split.training) {
    const { times } = dataset.simulations[simulation]!;
    for (let frame = 1; frame < times.length; frame++) longest = Math.max(longest, times[frame]! - times[frame - 1]!);
  }
  return longest;
}

function windowsOf(sequences: readonly LatentSequence[]): WindowSet {
  const sequence: number[] = [];
  const last: number[] = [];
  for (const [index, { times }] of sequences.entries()) {
    for (let frame = 0; frame < times.length - 1; frame++) {
      sequence.push(index);
      last.push(frame);
    }
  }
  return { sequences, sequence: Int32Array.from(sequence), last: Int32Array.from(last) };
}

function windowBatch(
  set: WindowSet,
  samples: Int32Array,
  shape: LstmPredictorShape,
  inputs: PredictorInputs,
  longestTimeStep: number,
  latentNoise: number,
  noise: RandomStream,
): Record<'windows' | 'targets', NdArray> {
  const size = frameSize(shape);
  const windows = new Float32Array(samples.length * shape.window * size);
  const targets = new Float32Array(samples.length * shape.latents);
  for (let position = 0; position < samples.length; position++) {
    const sequence = set.sequences[set.sequence[samples[position]!]!]!;
    const last = set.last[samples[position]!]!;
    writeWindow(sequence, last, shape, inputs, longestTimeStep, windows, position * shape.window * size);
    const next = (last + 1) * shape.latents;
    targets.set(sequence.latents.subarray(next, next + shape.latents), position * shape.latents);
  }
  if (latentNoise > 0) addOffsets(windows, shape, latentNoise, noise);
  return {
    windows: ndArray([samples.length, shape.window, size], windows),
    targets: ndArray([samples.length, shape.latents], targets),
  };
}

/**
 * Errors of a roll-out hardly change from frame to frame, so each window's latents are all moved by one random offset:
 * the network learns to come back from where its own errors have brought it.
 */
function addOffsets(windows: Float32Array, shape: LstmPredictorShape, deviation: number, noise: RandomStream): void {
  const size = frameSize(shape);
  const offsets = new Float32Array(shape.latents);
  for (let frame = 0; frame * size < windows.length; frame++) {
    if (frame % shape.window === 0) {
      for (let latent = 0; latent < shape.latents; latent++) offsets[latent] = deviation * noise.normal();
    }
    const start = (frame + 1) * size - shape.latents;
    for (let latent = 0; latent < shape.latents; latent++) {
      windows[start + latent] = windows[start + latent]! + offsets[latent]!;
    }
  }
}
