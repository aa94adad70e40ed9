// Parameters → latents by Gaussian processes: an evolution of latents is a sum of a few modes (proper orthogonal
// decomposition of the training evolutions about their mean), and the coefficient of each mode is a Gaussian process of
// the parameters (Guo and Hesthaven 2018, Comput. Methods Appl. Mech. Eng. 341, 807-826). It does well with few
// simulations. Far from all training parameters it tends to the mean evolution.
import type { Predictor } from '../predictor.js';
import { latentsFor } from './evolution.js';
import { latentGraph } from './graph.js';
import { type GaussianProcessTraining, gaussianProcessSchema } from './settings.js';
import type { TrainedGaussianProcess } from './trained-gaussian-process.js';
import { trainGaussianProcess } from './training.js';

export const gaussianProcess: Predictor<GaussianProcessTraining, TrainedGaussianProcess> = {
  name: 'gaussian-process',
  label: 'Gaussian process',
  noun: 'a Gaussian process',
  startsFrom: 'parameters',
  schema: gaussianProcessSchema,
  shape: (parameters, latents) => ({ latents, parameters }),
  train: trainGaussianProcess,
  open: (trained) => ({
    latents: async (sets, times) => {
      const size = times.length * trained.shape.latents;
      const predicted = new Float32Array(sets.length * size);
      for (const [index, parameters] of sets.entries()) {
        predicted.set(latentsFor(trained, parameters, times), index * size);
      }
      return predicted;
    },
    dispose: async () => {},
  }),
  graph: (trained, times) => ({
    inputs: [
      { name: 'time', shape: [times] },
      { name: 'parameters', shape: [times, trained.shape.parameters] },
    ],
    apply: (time, parameters) => latentGraph(trained, time!, parameters!),
  }),
};
