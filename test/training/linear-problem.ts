// The smallest training problem: two weights that are to become 2 and -3, with noise on the targets of every step.
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { tf } from '../../src/tensor/tfjs.js';
import type { Batch } from '../../src/training/batches/batch-source.js';
import { finiteSets } from '../../src/training/batches/finite-sets.js';
import { adamw } from '../../src/training/optimizers/adamw.js';
import type { ValidatedProblem } from '../../src/training/training-problem.js';

export type LinearParameters = { readonly slope: NdArray; readonly bias: NdArray };

export const linearSettings = {
  epochs: 12,
  learningRate: 0.2,
  patience: 100,
  optimizer: adamw({ weightDecay: 1e-3 }),
  checkpointInterval: 1,
};

/**
 * @param onBatch is called with the number of training batches so far, before each
 * @param change of every training batch, in place
 */
export function linearProblem(
  onBatch: (count: number) => void = () => {},
  trainingSamples = 30,
  change: (batch: Batch) => void = () => {},
): ValidatedProblem<LinearParameters> {
  let count = 0;
  return {
    name: 'linear',
    initial: { slope: ndArray([1, 1], [0.5]), bias: ndArray([1], [0]) },
    sampleLosses: ({ slope, bias }, { x, y }) => {
      const predicted = tf.add(tf.matMul(x as tf.Tensor2D, slope as tf.Tensor2D), bias);
      return tf.mean(tf.square(tf.sub(predicted, y!)), 1);
    },
    ...finiteSets({
      trainingSamples,
      validationSamples: 11,
      batchSize: 8,
      batch: (set, samples, noise) => {
        if (set === 'training') onBatch(count++);
        const x = Float32Array.from(samples, (sample) => (sample - 15) / 15);
        const y = x.map((value) => 2 * value - 3 + (noise === undefined ? 0 : 0.1 * noise.normal()));
        const batch = { x: ndArray([samples.length, 1], x), y: ndArray([samples.length, 1], y) };
        if (set === 'training') change(batch);
        return batch;
      },
    }),
    identity: 'linear',
  };
}
