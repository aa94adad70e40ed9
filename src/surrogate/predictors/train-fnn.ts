// Training the FNN: (time, parameters) → standardized latent, one snapshot a sample.
import { type NdArray, ndArray } from '../../foundation/nd-array.js';
import { randomStream } from '../../foundation/random-stream.js';
import { dropoutMask } from '../../nets/dropout.js';
import { tf } from '../../tensor/tfjs.js';
import { finiteSets } from '../../training/batches/finite-sets.js';
import { normalizeRow, type Scaling, standardScaling } from '../../training/normalization.js';
import { adamw } from '../../training/optimizers/adamw.js';
import { type TrainingContext, train } from '../../training/training-loop.js';
import { type LatentDataset, rowsOf } from '../latents.js';
import { networkDigest, type TrainedFnn } from '../trained-network.js';
import type { FnnTraining } from '../training-configuration.js';
import { applyFnnMembers, type FnnParameters, fnnInit, fnnShape } from './fnn.js';
import { fitPredictorInputs, type PredictorInputs, parameterInputs, timeInput } from './predictor-inputs.js';

/** Inputs (samples, inputs) and targets (samples, latents) of a set, normalized. */
interface Samples {
  readonly count: number;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** Trains on the latents of the training simulations. */
export async function trainFnn(
  latents: LatentDataset,
  config: FnnTraining,
  context: TrainingContext,
  warmStart?: TrainedFnn,
): Promise<TrainedFnn> {
  const { dataset, size } = latents;
  const inputs = warmStart?.inputs ?? fitPredictorInputs(dataset, config.logarithmic);
  const scaling = warmStart?.latents ?? latentScaling(latents);
  const shape = warmStart?.shape ?? fnnShape(inputs.parameterNames.length, size, config);
  const sets = {
    training: samplesOf(latents, dataset.split.training, inputs, scaling),
    validation: samplesOf(latents, dataset.split.validation, inputs, scaling),
  };
  const outcome = await train<FnnParameters<NdArray>>(
    {
      name: 'fnn',
      initial: warmStart?.parameters ?? fnnInit(randomStream(context.seed, 'fnn weights'), shape),
      sampleLosses: (parameters, batch) => {
        const network = parameters as unknown as FnnParameters<tf.Tensor>;
        const predictions = applyFnnMembers(network, shape, batch.inputs!, batch.masks!);
        const errors = predictions.map((predicted) => tf.square(tf.sub(predicted, batch.targets!)));
        return tf.mean(tf.div(tf.addN(errors), shape.members), 1);
      },
      ...finiteSets({
        trainingSamples: sets.training.count,
        validationSamples: sets.validation.count,
        batchSize: config.batchSize,
        batch: (set, samples, noise) => ({
          inputs: gathered(sets[set].inputs, shape.inputs, samples),
          targets: gathered(sets[set].targets, size, samples),
          masks: dropoutMask([samples.length, shape.members * shape.layers, shape.hidden], config.dropout, noise),
        }),
      }),
      identity: {
        data: dataset.digest,
        latents: latents.digest,
        config,
        warmStart: warmStart === undefined ? null : networkDigest(warmStart),
      },
    },
    { ...config, optimizer: adamw({ weightDecay: config.weightDecay }) },
    context,
  );
  return { shape, inputs, latents: scaling, ...outcome };
}

/** Latents brought to mean 0 and variance 1 over the training simulations. */
export function latentScaling({ dataset, size, sequences }: LatentDataset): Scaling<NdArray> {
  return standardScaling(
    dataset.split.training.flatMap((simulation) => rowsOf(sequences[simulation]!, size)),
    size,
  );
}

/** Picks rows of a (rows, columns) array. */
export function gathered(values: Float32Array, columns: number, rows: Int32Array): NdArray {
  const data = new Float32Array(rows.length * columns);
  for (let position = 0; position < rows.length; position++) {
    const start = rows[position]! * columns;
    data.set(values.subarray(start, start + columns), position * columns);
  }
  return ndArray([rows.length, columns], data);
}

function samplesOf(
  { dataset, size, sequences }: LatentDataset,
  simulations: readonly number[],
  inputs: PredictorInputs,
  scaling: Scaling<NdArray>,
): Samples {
  const columns = 1 + inputs.parameterNames.length;
  const count = simulations.reduce((sum, simulation) => sum + dataset.simulations[simulation]!.times.length, 0);
  const samples = { count, inputs: new Float32Array(count * columns), targets: new Float32Array(count * size) };
  let next = 0;
  for (const simulation of simulations) {
    const { parameters, times } = dataset.simulations[simulation]!;
    const parameterRow = parameterInputs(inputs, parameters);
    for (const [frame, latent] of rowsOf(sequences[simulation]!, size).entries()) {
      samples.inputs[next * columns] = timeInput(inputs, times[frame]!);
      samples.inputs.set(parameterRow, next * columns + 1);
      samples.targets.set(normalizeRow(scaling, latent), next * size);
      next++;
    }
  }
  return samples;
}
