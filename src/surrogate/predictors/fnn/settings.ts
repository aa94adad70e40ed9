// The `fnn` section of a pipeline.
import { z } from 'zod';
import { activation, fitsInFile, layerCount, memberCount, optimization, share, whole } from '../../section-parts.js';
import { inputsSection } from '../predictor-inputs.js';

const section = z.strictObject({
  members: memberCount.default(2).describe('networks whose mean is the prediction'),
  hidden: whole.default(128).describe('width of the hidden layers'),
  layers: layerCount.default(3),
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

export const fnnSchema = section.superRefine(
  fitsInFile('hidden', ({ members, hidden, layers }) => members * hidden * (1 + (layers - 1) * hidden)),
);

export type FnnTraining = z.output<typeof fnnSchema>;
