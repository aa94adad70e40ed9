// The `fnn` section of a pipeline.
import { z } from 'zod';
import { activation, optimization, share, whole } from '../../section-parts.js';
import { inputsSection } from '../predictor-inputs.js';

export const fnnSchema = z.strictObject({
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

export type FnnTraining = z.output<typeof fnnSchema>;
