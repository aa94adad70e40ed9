// The `gaussian-process` section of a pipeline.
import { z } from 'zod';
import { whole } from '../../section-parts.js';
import { inputsSection } from '../predictor-inputs.js';

/** Where the covariance of all simulations and its factors still take seconds. */
const MAX_SIMULATIONS = 1000;

export const gaussianProcessSchema = z.strictObject({
  energy: z
    .number()
    .positive()
    .max(1)
    .default(0.9999)
    .describe('share of the variance of the training evolutions that the modes hold'),
  steps: whole.default(150).describe('of the search for hyperparameters, from each start'),
  simulations: whole
    .max(MAX_SIMULATIONS)
    .default(200)
    .describe('training simulations used at most, drawn at random from more: a step costs their number cubed'),
  ...inputsSection,
});

export type GaussianProcessTraining = z.output<typeof gaussianProcessSchema>;
