// The recurrent predictor of Agarwal et al. (2021): from an initial field, latent after latent.
import { interpolateRows } from '../../../foundation/interpolation.js';
import type { tf } from '../../../tensor/tfjs.js';
import type { Predictor } from '../predictor.js';
import {
  applyLstmPredictor,
  frameSize,
  type LstmPredictorParameters,
  lstmPredictorInit,
  lstmPredictorShape,
} from './network.js';
import { extendedTimes, lstmStep, rollOut } from './roll-out.js';
import { type LstmTraining, lstmSchema } from './settings.js';
import { type TrainedLstm, trainLstm } from './training.js';

export const lstm: Predictor<LstmTraining, TrainedLstm> = {
  name: 'lstm',
  label: 'LSTM',
  noun: 'an LSTM',
  startsFrom: 'initial-field',
  schema: lstmSchema,
  shape: lstmPredictorShape,
  train: trainLstm,
  network: {
    settings: {
      paper: lstmSchema.parse({
        hidden: 600,
        layers: 4,
        activation: 'selu',
        outputActivation: 'selu',
        dropout: 0.05,
        latentNoise: 0,
        batchSize: 64,
      }),
      small: lstmSchema.parse({ hidden: 16, layers: 2, window: 5, activation: 'selu', residual: true }),
    },
    init: lstmPredictorInit,
    inputShape: (shape) => [shape.window, frameSize(shape)],
    apply: (parameters, shape, windows) =>
      applyLstmPredictor(parameters as LstmPredictorParameters<tf.Tensor>, shape, windows),
    multiplyAdds: (shape) => {
      const { window, hidden, layers, latents } = shape;
      const gates = 4 * hidden;
      return [
        window * frameSize(shape) * gates,
        window * (layers - 1) * hidden * gates,
        // The state before the first frame is zero.
        (window - 1) * layers * hidden * gates,
        hidden * latents,
      ];
    },
  },
  /** Rolled out over the times of the start and on to later ones, and interpolated linearly in the latents. */
  open: (trained, engine) => {
    const step = engine.compile('lstm', lstmStep(trained));
    return {
      latents: async (sets, times, start) => {
        if (start === undefined) throw new Error('lstm: got no start, expected the latents of an initial field');
        const moments = extendedTimes(start.times, times, trained.longestTimeStep);
        const size = times.length * trained.shape.latents;
        const predicted = new Float32Array(sets.length * size);
        for (const [index, parameters] of sets.entries()) {
          const rolled = await rollOut(trained, step, parameters, start.latents, moments);
          predicted.set(interpolateRows(rolled, moments, times), index * size);
        }
        return predicted;
      },
      dispose: () => step.dispose(),
    };
  },
  /** One step: normalized windows to normalized latents. */
  graph: (trained) => ({
    inputs: [{ name: 'windows', shape: [1, trained.shape.window, frameSize(trained.shape)] }],
    apply: (windows) => lstmStep(trained)(windows!),
  }),
};
