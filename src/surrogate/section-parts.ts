// Parts of the sections of a pipeline that configure members of `compressors/` and `predictors/`.
import { z } from 'zod';
import { activationNames } from '../nets/activation-names.js';

const positive = z.number().positive();
export const whole = z.int().positive();
export const share = z.number().min(0).lt(1);
export const activation = z.enum(activationNames);

/** The settings of the training loop; defaults differ between networks. */
export const optimization = (defaults: {
  epochs: number;
  batchSize: number;
  learningRate: number;
  patience: number;
  weightDecay: number;
  checkpointInterval: number;
}) => ({
  epochs: whole.default(defaults.epochs).describe('passes over the training set at most'),
  batchSize: whole.default(defaults.batchSize),
  learningRate: positive.default(defaults.learningRate).describe('at the start; falls to 1 % along a cosine'),
  patience: whole.default(defaults.patience).describe('epochs without a better validation loss before stopping'),
  weightDecay: z.number().nonnegative().default(defaults.weightDecay),
  checkpointInterval: whole.default(defaults.checkpointInterval).describe('epochs between checkpoints'),
});
