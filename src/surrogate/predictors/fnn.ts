// The feedforward predictor: (time, parameters) → latent, with time as just another input (Agarwal et al. 2021). On few
// simulations, several networks from different initial weights generalize better together than each alone: the
// predictor is the mean of its members. The paper has one.
import { z } from 'zod';
import { type NdArray, ndArray } from '../../foundation/nd-array.js';
import { type RandomStream, randomStream } from '../../foundation/random-stream.js';
import type { ActivationName } from '../../nets/activation-names.js';
import { dropoutMask } from '../../nets/dropout.js';
import { applySkipStack, type SkipStackParameters, skipStackInit } from '../../nets/skip-stack.js';
import { constants } from '../../tensor/constants.js';
import type { Engine } from '../../tensor/engine.js';
import { tf } from '../../tensor/tfjs.js';
import { finiteSets } from '../../training/batches/finite-sets.js';
import { denormalize, normalizeRow } from '../../training/normalization.js';
import { adamw } from '../../training/optimizers/adamw.js';
import type { Scaling } from '../../training/scaling.js';
import { type TrainingContext, train } from '../../training/training-loop.js';
import { type LatentDataset, latentScaling, rowsOf } from '../latents.js';
import { inPieces } from '../pieces.js';
import { activation, optimization, share, whole } from '../section-parts.js';
import { trainedDigest } from '../trained-file.js';
import type { OpenPredictor, Predictor } from './predictor.js';
import {
  fitPredictorInputs,
  inputsSection,
  parameterInputs,
  parameterVector,
  predictorInputTensor,
  timeInput,
} from './predictor-inputs.js';
import type { PredictorInputs, TrainedPredictor } from './trained-predictor.js';

const schema = z.strictObject({
  members: whole.default(2).describe('networks whose mean is the prediction'),
  hidden: whole.default(128).describe('width of the hidden layers'),
  layers: whole.default(3),
  activation: activation.default('relu'),
  outputActivation: activation.default('linear'),
  dropout: share.default(0.02),
  ...inputsSection,
  ...optimization({
    epochs: 250,
    batchSize: 128,
    learningRate: 1e-3,
    patience: 80,
    weightDecay: 0.3,
    checkpointInterval: 20,
  }),
});

type FnnTraining = z.output<typeof schema>;

export interface FnnShape {
  /** One for time, one for each parameter. */
  readonly inputs: number;
  readonly latents: number;
  readonly members: number;
  readonly hidden: number;
  readonly layers: number;
  readonly activation: ActivationName;
  readonly outputActivation: ActivationName;
}

export interface TrainedFnn extends TrainedPredictor {
  readonly shape: FnnShape;
  readonly parameters: FnnParameters<NdArray>;
  /** Of latents, (latents). */
  readonly latents: Scaling<NdArray>;
}

/** The shape that a configuration gives for a number of simulation parameters and latents. */
function fnnShape(parameters: number, latents: number, config: FnnTraining): FnnShape {
  const { members, hidden, layers, activation, outputActivation } = config;
  return { inputs: 1 + parameters, latents, members, hidden, layers, activation, outputActivation };
}

/** One stack a member. */
export type FnnParameters<Leaf> = readonly SkipStackParameters<Leaf>[];

export function fnnInit(stream: RandomStream, shape: FnnShape): FnnParameters<NdArray> {
  return Array.from({ length: shape.members }, (_, member) =>
    skipStackInit(stream.child(`member ${member}`), { ...shape, outputs: shape.latents }),
  );
}

/**
 * Normalized inputs (batch, 1 + parameters) → normalized latents (batch, latents) of each member.
 *
 * @param masks (batch, members × layers, hidden), see `applySkipStack`
 */
export function applyFnnMembers(
  parameters: FnnParameters<tf.Tensor>,
  shape: FnnShape,
  inputs: tf.Tensor,
  masks?: tf.Tensor,
): tf.Tensor[] {
  const { layers, hidden, activation, outputActivation } = shape;
  return parameters.map((stack, member) => {
    const own = masks && tf.slice(masks, [0, member * layers, 0], [inputs.shape[0]!, layers, hidden]);
    return applySkipStack(stack, inputs, activation, outputActivation, own);
  });
}

/** The prediction: the mean of the members. */
export function applyFnn(parameters: FnnParameters<tf.Tensor>, shape: FnnShape, inputs: tf.Tensor): tf.Tensor {
  return tf.div(tf.addN(applyFnnMembers(parameters, shape, inputs)), shape.members);
}

/** Inputs (samples, inputs) and targets (samples, latents) of a set, normalized. */
interface Samples {
  readonly count: number;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** Trains on the latents of the training simulations: (time, parameters) → standardized latent, a snapshot a sample. */
async function trainFnn(
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
        warmStart: warmStart === undefined ? null : trainedDigest(warmStart),
      },
    },
    { ...config, optimizer: adamw({ weightDecay: config.weightDecay }) },
    context,
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

/** As a graph from physical units: times (n) in s, parameters (n, p) in SI → latents (n, latents). */
function latentGraph(trained: TrainedFnn, times: tf.Tensor, parameters: tf.Tensor): tf.Tensor {
  const network = constants({ parameters: trained.parameters, latents: trained.latents });
  const inputs = predictorInputTensor(trained.inputs, times, parameters);
  return denormalize(network.latents, applyFnn(network.parameters, trained.shape, inputs));
}

function open(trained: TrainedFnn, engine: Engine): OpenPredictor {
  const graph = engine.compile('fnn', (times: tf.Tensor, parameters: tf.Tensor) =>
    latentGraph(trained, times, parameters),
  );
  const columns = 1 + trained.inputs.parameterNames.length;
  // A row holds time and parameters; the graph takes them separately.
  const ask = ({ data, shape: [count] }: NdArray): Promise<NdArray> => {
    const moments = new Float32Array(count!);
    const rows = new Float32Array(count! * (columns - 1));
    for (let row = 0; row < count!; row++) {
      moments[row] = data[row * columns]!;
      rows.set(data.subarray(row * columns + 1, (row + 1) * columns), row * (columns - 1));
    }
    return graph.run(ndArray([count!], moments), ndArray([count!, columns - 1], rows));
  };
  return {
    latents: (sets, times) => {
      const rows = new Float32Array(sets.length * times.length * columns);
      for (const [index, parameters] of sets.entries()) {
        const values = parameterVector(trained.inputs, parameters).data;
        for (let frame = 0; frame < times.length; frame++) {
          const start = (index * times.length + frame) * columns;
          rows[start] = times[frame]!;
          rows.set(values, start + 1);
        }
      }
      return inPieces(rows, [columns], trained.shape.latents, ask);
    },
    dispose: () => graph.dispose(),
  };
}

export const fnn: Predictor<FnnTraining, TrainedFnn> = {
  name: 'fnn',
  label: 'FNN',
  noun: 'an FNN',
  startsFrom: 'parameters',
  schema,
  shape: fnnShape,
  train: trainFnn,
  open,
  graph: (trained, times) => ({
    inputs: [
      { name: 'time', shape: [times] },
      { name: 'parameters', shape: [times, trained.inputs.parameterNames.length] },
    ],
    apply: (time, parameters) => latentGraph(trained, time!, parameters!),
  }),
};
