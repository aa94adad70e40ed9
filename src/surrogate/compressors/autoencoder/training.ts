// Training the autoencoder: reconstruct normalized temperature fields, one snapshot a sample.
import type { Dataset } from '../../../archive/dataset.js';
import { type NdArray, ndArray } from '../../../foundation/nd-array.js';
import { tf } from '../../../tensor/tfjs.js';
import { finiteSets } from '../../../training/batches/finite-sets.js';
import type { Scaling } from '../../../training/scaling.js';
import type { TrainingContext } from '../../../training/training-loop.js';
import { trainNetwork } from '../../network-training.js';
import type { TrainedCompressor } from '../trained-compressor.js';
import {
  type AutoencoderParameters,
  type AutoencoderShape,
  autoencoderInit,
  autoencoderShape,
  decode,
  encode,
} from './network.js';
import type { AutoencoderTraining } from './settings.js';

export interface TrainedAutoencoder extends TrainedCompressor {
  readonly shape: AutoencoderShape;
  readonly parameters: AutoencoderParameters<NdArray>;
  /** Of temperatures, K: offset (radial, azimuthal, 1) or scalar, scale scalar. */
  readonly temperature: Scaling<NdArray>;
}

/** A snapshot, found by its number within a set. */
interface Snapshots {
  readonly simulation: Int32Array;
  readonly frame: Int32Array;
}

/** Trains on the training simulations of a dataset; a warm start continues from earlier weights and normalization. */
export async function trainAutoencoder(
  dataset: Dataset,
  config: AutoencoderTraining,
  context: TrainingContext,
  warmStart?: TrainedAutoencoder,
): Promise<TrainedAutoencoder> {
  const input = [dataset.r.length, dataset.phi.length] as const;
  const shape = warmStart?.shape ?? autoencoderShape(input, config);
  const temperature = warmStart?.temperature ?? fitTemperature(dataset, config.normalization);
  const sets = {
    training: snapshotsOf(dataset, dataset.split.training),
    validation: snapshotsOf(dataset, dataset.split.validation),
  };
  const outcome = await trainNetwork<AutoencoderParameters<NdArray>>(
    {
      name: 'autoencoder',
      init: (stream) => autoencoderInit(stream, shape),
      sampleLosses: (parameters, { fields }) => {
        const network = parameters as unknown as AutoencoderParameters<tf.Tensor>;
        const rebuilt = decode(network, shape, encode(network, shape, fields!));
        return tf.mean(tf.square(tf.sub(rebuilt, fields!)), [1, 2, 3]);
      },
      ...finiteSets({
        trainingSamples: sets.training.frame.length,
        validationSamples: sets.validation.frame.length,
        batchSize: config.batchSize,
        batch: (set, samples) => ({ fields: normalizedFields(dataset, sets[set], samples, temperature) }),
      }),
      digests: { data: dataset.digest },
    },
    config,
    context,
    warmStart,
  );
  return { shape, temperature, ...outcome };
}

function snapshotsOf(dataset: Dataset, simulations: readonly number[]): Snapshots {
  const counts = simulations.map((simulation) => dataset.simulations[simulation]!.times.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const snapshots = { simulation: new Int32Array(total), frame: new Int32Array(total) };
  let next = 0;
  for (const [position, simulation] of simulations.entries()) {
    for (let frame = 0; frame < counts[position]!; frame++, next++) {
      snapshots.simulation[next] = simulation;
      snapshots.frame[next] = frame;
    }
  }
  return snapshots;
}

function normalizedFields(
  dataset: Dataset,
  snapshots: Snapshots,
  samples: Int32Array,
  { offset, scale }: Scaling<NdArray>,
): NdArray {
  const [radial, azimuthal] = [dataset.r.length, dataset.phi.length];
  const cells = radial * azimuthal;
  const data = new Float32Array(samples.length * cells);
  const perCell = offset.data.length > 1;
  const inverse = 1 / scale.data[0]!;
  for (const [position, sample] of samples.entries()) {
    const frame = snapshots.frame[sample]!;
    const field = dataset.readTemperature(snapshots.simulation[sample]!, frame, frame + 1);
    const start = position * cells;
    for (let cell = 0; cell < cells; cell++) {
      data[start + cell] = (field[cell]! - offset.data[perCell ? cell : 0]!) * inverse;
    }
  }
  return ndArray([samples.length, radial, azimuthal, 1], data);
}

/** Fits the normalization of temperatures to the training simulations, one simulation in memory at a time. */
function fitTemperature(dataset: Dataset, kind: AutoencoderTraining['normalization']): Scaling<NdArray> {
  const [radial, azimuthal] = [dataset.r.length, dataset.phi.length];
  const cells = radial * azimuthal;
  const sum = new Float64Array(cells);
  const squares = new Float64Array(cells);
  let count = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (const simulation of dataset.split.training) {
    const fields = dataset.readTemperature(simulation);
    count += fields.length / cells;
    for (let index = 0; index < fields.length; index++) {
      const value = fields[index]!;
      const cell = index % cells;
      sum[cell] = sum[cell]! + value;
      squares[cell] = squares[cell]! + value * value;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
    }
  }
  if (kind === 'minimum-maximum') {
    return { offset: ndArray([1], [minimum]), scale: ndArray([1], [maximum - minimum || 1]) };
  }
  let variance = 0;
  for (let cell = 0; cell < cells; cell++) variance += squares[cell]! / count - (sum[cell]! / count) ** 2;
  return {
    offset: ndArray(
      [radial, azimuthal, 1],
      Float32Array.from(sum, (value) => value / count),
    ),
    scale: ndArray([1], [Math.sqrt(Math.max(0, variance / cells)) || 1]),
  };
}
