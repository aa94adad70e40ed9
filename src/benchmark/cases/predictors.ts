// The paper's predictors (Agarwal et al. 2021): FNN of 8 x 400 with skips, batch 1024; LSTM of 4 x 600 on windows of
// 20, batch 64; both to 840 latents.
import { applyFnn, type FnnParameters, fnnInit } from '../../surrogate/predictors/fnn/network.js';
import {
  applyLstmPredictor,
  frameSize,
  type LstmPredictorParameters,
  lstmPredictorInit,
} from '../../surrogate/predictors/lstm/network.js';
import { tf } from '../../tensor/tfjs.js';
import { normalArray } from '../normal-array.js';
import { stepFlops, type TrainingCase } from '../training-case.js';

const LATENTS = 840;
const PARAMETERS = 5;

export function paperFnn(): TrainingCase {
  const batchSize = 1024;
  const shape = {
    inputs: 1 + PARAMETERS,
    latents: LATENTS,
    members: 1,
    hidden: 400,
    layers: 8,
    activation: 'selu',
    outputActivation: 'selu',
  } as const;
  const layers = [
    { multiplyAdds: batchSize * shape.inputs * shape.hidden, isFirst: true },
    { multiplyAdds: batchSize * (shape.layers - 1) * shape.hidden ** 2 },
    { multiplyAdds: batchSize * shape.hidden * LATENTS },
  ];
  return {
    name: 'fnn-paper',
    batchSize,
    flops: stepFlops(layers),
    initial: (stream) => fnnInit(stream, shape),
    batch: (stream) => ({
      inputs: normalArray(stream, [batchSize, shape.inputs]),
      latents: normalArray(stream, [batchSize, LATENTS]),
    }),
    loss: (parameters, { inputs, latents }) =>
      squaredError(applyFnn(parameters as FnnParameters<tf.Tensor>, shape, inputs!), latents!),
  };
}

export function paperLstm(): TrainingCase {
  const batchSize = 64;
  const shape = {
    latents: LATENTS,
    parameters: PARAMETERS,
    window: 20,
    hidden: 600,
    layers: 4,
    activation: 'selu',
    outputActivation: 'selu',
    residual: false,
  } as const;
  const gates = 4 * shape.hidden;
  const frames = batchSize * shape.window;
  const layers = [
    { multiplyAdds: frames * frameSize(shape) * gates, isFirst: true },
    { multiplyAdds: frames * (shape.layers - 1) * shape.hidden * gates },
    { multiplyAdds: batchSize * (shape.window - 1) * shape.layers * shape.hidden * gates },
    { multiplyAdds: batchSize * shape.hidden * LATENTS },
  ];
  return {
    name: 'lstm-paper',
    batchSize,
    flops: stepFlops(layers),
    initial: (stream) => lstmPredictorInit(stream, shape),
    batch: (stream) => ({
      windows: normalArray(stream, [batchSize, shape.window, frameSize(shape)]),
      latents: normalArray(stream, [batchSize, LATENTS]),
    }),
    loss: (parameters, { windows, latents }) =>
      squaredError(applyLstmPredictor(parameters as LstmPredictorParameters<tf.Tensor>, shape, windows!), latents!),
  };
}

function squaredError(predicted: tf.Tensor, wanted: tf.Tensor): tf.Scalar {
  return tf.mean(tf.square(tf.sub(predicted, wanted)));
}
