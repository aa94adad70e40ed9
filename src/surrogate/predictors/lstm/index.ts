// The recurrent predictor of Agarwal et al. (2021): from an initial field, latent after latent.
import { interpolateRows } from '../../../foundation/interpolation.js';
import type { Predictor } from '../predictor.js';
import { frameSize, lstmPredictorShape } from './network.js';
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
