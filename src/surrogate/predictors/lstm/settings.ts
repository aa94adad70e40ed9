// The `lstm` section of a pipeline.
import { z } from 'zod';
import { activation, fitsInFile, layerCount, optimization, share, whole } from '../../section-parts.js';
import { inputsSection } from '../predictor-inputs.js';

/** All of them go through the network, one after the other, for every prediction. */
const MAX_FRAMES = 10_000;
const frameCount = whole.max(MAX_FRAMES, `expected a whole number from 1 to ${MAX_FRAMES}`);

const section = z.strictObject({
  hidden: whole.default(96),
  layers: layerCount.default(1),
  window: frameCount.default(20).describe('past frames that the network sees'),
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

export const lstmSchema = section.superRefine(
  fitsInFile('hidden', ({ hidden, layers }) => 4 * hidden * (hidden + 1) * layers),
);

export type LstmTraining = z.output<typeof lstmSchema>;
