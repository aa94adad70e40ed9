// The `autoencoder` section of a pipeline.
import { z } from 'zod';
import { activation, fitsInFile, optimization, whole } from '../../section-parts.js';

/** Each halves the grid: after these, every grid is one cell. */
const MAX_CONVOLUTIONS = 24;

const section = z.strictObject({
  compression: z.number().min(2).default(142).describe('points per latent, at least (dense bottleneck)'),
  bottleneck: z
    .enum(['dense', 'convolutional'])
    .default('dense')
    .describe("'convolutional': the last feature map is the latent, as in the paper"),
  channels: z
    .array(whole)
    .min(1)
    .max(MAX_CONVOLUTIONS)
    .default([8, 16, 32])
    .describe('of the strided convolutions, outermost first'),
  kernel: z.tuple([whole, whole]).default([3, 3]).describe('height and width'),
  activation: activation.default('relu'),
  outputConvolution: z.boolean().default(false).describe('one more convolution, stride 1, after the last layer'),
  normalization: z
    .enum(['mean-field', 'minimum-maximum'])
    .default('mean-field')
    .describe("'mean-field': deviation from the training mean of each cell; 'minimum-maximum': [0, 1] over all"),
  ...optimization({
    epochs: 80,
    batchSize: 64,
    learningRate: 4e-3,
    patience: 20,
    weightDecay: 1e-3,
    checkpointInterval: 1,
  }),
});

/** Encoder and decoder, without the dense bottleneck, which depends on the grid. */
export const autoencoderSchema = section.superRefine(
  fitsInFile('channels', ({ channels, kernel: [height, width] }) =>
    channels.reduce((sum, outputs, layer) => sum + 2 * height * width * outputs * (channels[layer - 1] ?? 1), 0),
  ),
);

export type AutoencoderTraining = z.output<typeof autoencoderSchema>;
