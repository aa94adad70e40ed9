// The `autoencoder`, `fnn` and `lstm` sections of a pipeline: architectures and how they are trained.
import { z } from 'zod';
import { activationNames } from '../nets/activation-names.js';

const positive = z.number().positive();
const whole = z.int().positive();
const share = z.number().min(0).lt(1);
const activation = z.enum(activationNames);

/** The settings of the training loop; defaults differ between networks. */
const optimization = (defaults: {
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

export const autoencoderTrainingSchema = z.strictObject({
  compression: z.number().min(2).default(142).describe('points per latent, at least (dense bottleneck)'),
  bottleneck: z
    .enum(['dense', 'convolutional'])
    .default('dense')
    .describe("'convolutional': the last feature map is the latent, as in the paper"),
  channels: z.array(whole).min(1).default([8, 16, 32]).describe('of the strided convolutions, outermost first'),
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

const predictorInputs = {
  logarithmic: z
    .array(z.string())
    .optional()
    .describe('parameters that enter by their logarithm (default: those that the archive has on a logarithmic scale)'),
};

export const fnnTrainingSchema = z.strictObject({
  members: whole.default(2).describe('networks whose mean is the prediction'),
  hidden: whole.default(128).describe('width of the hidden layers'),
  layers: whole.default(3),
  activation: activation.default('relu'),
  outputActivation: activation.default('linear'),
  dropout: share.default(0.02),
  ...predictorInputs,
  ...optimization({
    epochs: 250,
    batchSize: 128,
    learningRate: 1e-3,
    patience: 80,
    weightDecay: 0.3,
    checkpointInterval: 20,
  }),
});

export const lstmTrainingSchema = z.strictObject({
  hidden: whole.default(96),
  layers: whole.default(1),
  window: whole.default(20).describe('past frames that the network sees'),
  activation: activation.default('tanh'),
  outputActivation: activation.default('linear'),
  dropout: share.default(0.1),
  residual: z.boolean().default(false).describe('predict the change of the latent instead of the latent'),
  latentNoise: z.number().nonnegative().default(2).describe('random offset of a training window, in deviations'),
  ...predictorInputs,
  ...optimization({
    epochs: 80,
    batchSize: 128,
    learningRate: 3e-3,
    patience: 30,
    weightDecay: 0.3,
    checkpointInterval: 2,
  }),
});

export type AutoencoderTraining = z.output<typeof autoencoderTrainingSchema>;
export type FnnTraining = z.output<typeof fnnTrainingSchema>;
export type LstmTraining = z.output<typeof lstmTrainingSchema>;
