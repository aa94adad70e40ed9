// The feedforward predictor: (time, parameters) → latent, with time as just another input (Agarwal et al. 2021). On few
// simulations, several networks from different initial weights generalize better together than each alone: the
// predictor is the mean of its members. The paper has one.
import { type NdArray, ndArray } from '../../../foundation/nd-array.js';
import { constants } from '../../../tensor/constants.js';
import type { Engine } from '../../../tensor/engine.js';
import type { tf } from '../../../tensor/tfjs.js';
import { denormalize } from '../../../training/normalization.js';
import { inPieces } from '../../pieces.js';
import type { OpenPredictor, Predictor } from '../predictor.js';
import { parameterVector, predictorInputTensor } from '../predictor-inputs.js';
import { applyFnn, type FnnParameters, fnnInit, fnnShape } from './network.js';
import { type FnnTraining, fnnSchema } from './settings.js';
import { type TrainedFnn, trainFnn } from './training.js';

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
  schema: fnnSchema,
  shape: fnnShape,
  train: trainFnn,
  network: {
    settings: {
      paper: fnnSchema.parse({
        members: 1,
        hidden: 400,
        layers: 8,
        activation: 'selu',
        outputActivation: 'selu',
        dropout: 0.05,
        batchSize: 1024,
      }),
      small: fnnSchema.parse({ members: 2, hidden: 24, layers: 4, activation: 'selu' }),
    },
    init: fnnInit,
    inputShape: ({ inputs }) => [inputs],
    apply: (parameters, shape, inputs) => applyFnn(parameters as FnnParameters<tf.Tensor>, shape, inputs),
    multiplyAdds: ({ members, inputs, hidden, layers, latents }) => [
      members * inputs * hidden,
      members * (layers - 1) * hidden ** 2,
      members * hidden * latents,
    ],
  },
  open,
  graph: (trained, times) => ({
    inputs: [
      { name: 'time', shape: [times] },
      { name: 'parameters', shape: [times, trained.inputs.parameterNames.length] },
    ],
    apply: (time, parameters) => latentGraph(trained, time!, parameters!),
  }),
};
