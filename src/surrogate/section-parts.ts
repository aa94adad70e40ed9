// Parts of the sections of a pipeline that configure members of `compressors/` and `predictors/`.
import { z } from 'zod';
import { bytesInWords } from '../foundation/byte-size.js';
import { activationNames } from '../nets/activation-names.js';

/** Of a section, where more than these are no network that anybody trains. */
const MAX_LAYERS = 1000;
const MAX_MEMBERS = 1000;
/** What a file of a network, a protocol buffer (ONNX), holds. */
const MAX_WEIGHT_BYTES = 2 ** 31;
const BYTES_PER_WEIGHT = 4;

const positive = z.number().positive();
export const whole = z.int().positive();
export const layerCount = whole.max(MAX_LAYERS, `expected a whole number from 1 to ${MAX_LAYERS}`);
export const memberCount = whole.max(MAX_MEMBERS, `expected a whole number from 1 to ${MAX_MEMBERS}`);
export const share = z.number().min(0).lt(1);
export const activation = z.enum(activationNames);

/**
 * Refuses a section whose networks have more weights than a file holds. `weights`: how many they have at least; `key`:
 * what to lower.
 */
export function fitsInFile<Section extends Readonly<Record<Key, unknown>>, Key extends string>(
  key: Key,
  weights: (section: Section) => number,
) {
  return (section: Section, context: z.RefinementCtx): void => {
    const bytes = BYTES_PER_WEIGHT * weights(section);
    if (bytes <= MAX_WEIGHT_BYTES) return;
    const message = `expected less: the weights of the network would take ${bytesInWords(bytes)}, of at most ${bytesInWords(MAX_WEIGHT_BYTES)} (what an ONNX file holds)`;
    context.addIssue({ code: 'custom', path: [key], input: section[key], message });
  };
}

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
