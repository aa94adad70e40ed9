// A trained surrogate, ready to answer: parameters → temperature fields over time.
import { TharsisError } from '../foundation/errors.js';
import { interpolateRows } from '../foundation/interpolation.js';
import { type NdArray, ndArray } from '../foundation/nd-array.js';
import { constants } from '../tensor/constants.js';
import type { Engine } from '../tensor/engine.js';
import type { tf } from '../tensor/tfjs.js';
import { denormalize } from '../training/normalization.js';
import { codec, decodeTemperature, inPieces } from './compressors/codec.js';
import { loadModel, type Model } from './model-folder.js';
import { applyFnn } from './predictors/fnn.js';
import { parameterVector, predictorInputTensor } from './predictors/predictor-inputs.js';
import { extendedTimes, lstmStep, rollOut } from './predictors/roll-out.js';
import { type RangeWarning, rangeWarnings } from './range-warnings.js';
import type { TrainedFnn } from './trained-network.js';

type Parameters = Readonly<Record<string, number>>;

/** Fields are (time, r, phi), float32, K, on the grid of `model.description`. Times are in s. */
export interface Surrogate {
  readonly model: Model;
  /** The FNN's prediction at any times. */
  predictFnn(parameters: Parameters, times: ArrayLike<number>): Promise<Float32Array>;
  /** The FNN's predictions for many parameter sets at the same times, in one batch: (set, time, r, phi). */
  predictMany(parameterSets: readonly Parameters[], times: ArrayLike<number>): Promise<Float32Array>;
  /**
   * The LSTM's prediction from an initial field (r, phi) in K. It is rolled out over `rollTimes` (by default the output
   * times of the training simulations) and on to later ones of `times`, and interpolated linearly, in the
   * latent, to `times`.
   */
  predictLstm(
    parameters: Parameters,
    times: ArrayLike<number>,
    initialField: Float32Array,
    rollTimes?: ArrayLike<number>,
  ): Promise<Float32Array>;
  /** What the autoencoder makes of given fields: the ceiling of both predictors. */
  reconstruct(fields: Float32Array): Promise<Float32Array>;
  rangeWarnings(parameters: Parameters): RangeWarning[];
  dispose(): Promise<void>;
}

/** The FNN as a graph from physical units: times (n) in s, parameters (n, p) in SI → latents (n, latents). */
export function fnnLatents(fnn: TrainedFnn): (times: tf.Tensor, parameters: tf.Tensor) => tf.Tensor {
  return (times, parameters) => {
    const network = constants({ parameters: fnn.parameters, latents: fnn.latents });
    const inputs = predictorInputTensor(fnn.inputs, times, parameters);
    return denormalize(network.latents, applyFnn(network.parameters, fnn.shape, inputs));
  };
}

/**
 * The whole FNN surrogate as one graph in physical units: times (n) in s, parameters (n, p) in SI → fields (n, r, phi)
 * in K.
 */
export function surrogateGraph({ fnn, autoencoder }: Model): (times: tf.Tensor, parameters: tf.Tensor) => tf.Tensor {
  const latents = fnnLatents(fnn);
  return (times, parameters) => decodeTemperature(autoencoder, latents(times, parameters));
}

/** Loads a model folder and readies it on an engine. */
export function openSurrogate(folder: string, engine: Engine): Surrogate {
  return surrogateOf(loadModel(folder), engine);
}

/** Readies a model on an engine. */
export function surrogateOf(model: Model, engine: Engine): Surrogate {
  const { fnn, lstm, autoencoder } = model;
  const graph = engine.compile('surrogate', surrogateGraph(model));
  const step = engine.compile('lstm', lstmStep(lstm));
  const autoencoding = codec(autoencoder, engine);
  const cells = autoencoder.shape.input[0] * autoencoder.shape.input[1];

  const columns = 1 + fnn.inputs.parameterNames.length;
  // A row is time and parameters; the graph wants them apart.
  const ask = ({ data, shape: [count] }: NdArray): Promise<NdArray> => {
    const moments = new Float32Array(count!);
    const rows = new Float32Array(count! * (columns - 1));
    for (let row = 0; row < count!; row++) {
      moments[row] = data[row * columns]!;
      rows.set(data.subarray(row * columns + 1, (row + 1) * columns), row * (columns - 1));
    }
    return graph.run(ndArray([count!], moments), ndArray([count!, columns - 1], rows));
  };
  const predictMany = (parameterSets: readonly Parameters[], times: ArrayLike<number>): Promise<Float32Array> => {
    const rows = new Float32Array(parameterSets.length * times.length * columns);
    for (const [index, parameters] of parameterSets.entries()) {
      const values = parameterVector(fnn.inputs, parameters).data;
      for (let frame = 0; frame < times.length; frame++) {
        const start = (index * times.length + frame) * columns;
        rows[start] = times[frame]!;
        rows.set(values, start + 1);
      }
    }
    return inPieces(rows, [columns], cells, ask);
  };

  return {
    model,
    predictFnn: (parameters, times) => predictMany([parameters], times),
    predictMany,
    predictLstm: async (parameters, times, initialField, rollTimes = model.description.times) => {
      if (initialField.length !== cells) {
        throw new TharsisError(
          'predict-initial-field',
          `the initial field has ${initialField.length} values, but the model's grid has ${cells}`,
          'give a field on the grid of the model (r and phi in model.json)',
        );
      }
      const first = await autoencoding.encode(initialField);
      const moments = extendedTimes(rollTimes, times, lstm.longestTimeStep);
      const latents = await rollOut(lstm, step, parameters, first, moments);
      return autoencoding.decode(interpolateRows(latents, moments, times));
    },
    reconstruct: async (fields) => autoencoding.decode(await autoencoding.encode(fields)),
    rangeWarnings: (parameters) => rangeWarnings(model.description, parameters, fnn.inputs.logarithmic),
    dispose: async () => {
      await graph.dispose();
      await step.dispose();
      await autoencoding.dispose();
    },
  };
}
