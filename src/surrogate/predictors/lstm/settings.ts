// The `lstm` section of a pipeline.
import { z } from 'zod';
import { activation, optimization, share, whole } from '../../section-parts.js';
import { inputsSection } from '../predictor-inputs.js';

export const lstmSchema = z.strictObject({
  hidden: whole.default(96),
  layers: whole.default(1),
  window: whole.default(20).describe('past frames that the network sees'),
  activation: activation.default('tanh'),
  outputActivation: activation.default('linear'),
  dropout: share.default(0.1),
  residual: z.boolean().default(false).describe('predict the change of the latent instead of the latent'),
  latentNoise: z.number().nonnegative().default(2).describe('random offset of a training window, in deviations'),
  ...inputsSection,
  ...optimization({
    epochs: 80,
    batchSize: 128,
    learningRate: 3e-3,
    patience: 30,
    weightDecay: 0.3,
    checkpointInterval: 2,
  }),
});

export type LstmTraining = z.output<typeof lstmSchema>;
