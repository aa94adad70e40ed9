// Training the FNN: (time, parameters) of every snapshot of a training simulation → its latent.
import { type NdArray, ndArray } from '../../../foundation/nd-array.js';
import { dropoutMask } from '../../../nets/dropout.js';
import { tf } from '../../../tensor/tfjs.js';
import { finiteSets } from '../../../training/batches/finite-sets.js';
import type { Scaling } from '../../../training/scaling.js';
import type { TrainingContext } from '../../../training/training-loop.js';
import { type LatentDataset, latentScaling, normalizedLatents } from '../../latents.js';
import { trainNetwork } from '../../network-training.js';
import { fitPredictorInputs, parameterInputs, timeInput } from '../predictor-inputs.js';
import type { PredictorInputs, TrainedPredictor } from '../trained-predictor.js';
import { applyFnnMembers, type FnnParameters, type FnnShape, fnnInit, fnnShape } from './network.js';
import type { FnnTraining } from './settings.js';

export interface TrainedFnn extends TrainedPredictor {
  readonly shape: FnnShape;
  readonly parameters: FnnParameters<NdArray>;
  /** Of latents, (latents). */
  readonly latents: Scaling<NdArray>;
}

/** Inputs (samples, inputs) and targets (samples, latents) of a set, normalized. */
interface Samples {
  readonly count: number;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** Trains on the latents of the training simulations: (time, parameters) → standardized latent, a snapshot a sample. */
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
  const outcome = await trainNetwork<FnnParameters<NdArray>>(
    {
      name: 'fnn',
      init: (stream) => fnnInit(stream, shape),
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
      digests: { data: dataset.digest, latents: latents.digest },
    },
    config,
    context,
    warmStart,
  );
  return { shape, inputs, latents: scaling, ...outcome };
}

/** Picks rows of a (rows, columns) array. */
function gathered(values: Float32Array, columns: number, rows: Int32Array): NdArray {
  const data = new Float32Array(rows.length * columns);
  for (let position = 0; position < rows.length; position++) {
    const start = rows[position]! * columns;
    data.set(values.subarray(start, start + columns), position * columns);
  }
  return ndArray([rows.length, columns], data);
}

function samplesOf(
  latents: LatentDataset,
  simulations: readonly number[],
  inputs: PredictorInputs,
  scaling: Scaling<NdArray>,
): Samples {
  const { dataset, size } = latents;
  const columns = 1 + inputs.parameterNames.length;
  const count = simulations.reduce((sum, simulation) => sum + dataset.simulations[simulation]!.times.length, 0);
  const samples = { count, inputs: new Float32Array(count * columns), targets: new Float32Array(count * size) };
  let next = 0;
  for (const simulation of simulations) {
    const { parameters, times } = dataset.simulations[simulation]!;
    const parameterRow = parameterInputs(inputs, parameters);
    samples.targets.set(normalizedLatents(latents, simulation, scaling), next * size);
    for (let frame = 0; frame < times.length; frame++, next++) {
      samples.inputs[next * columns] = timeInput(inputs, times[frame]!);
      samples.inputs.set(parameterRow, next * columns + 1);
    }
  }
  return samples;
}
