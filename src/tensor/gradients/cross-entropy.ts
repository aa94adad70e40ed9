// The cross entropy of a softmax. TensorFlow.js gives it a gradient of its own that cannot be differentiated
// again, and that is wrong for the labels; it is the same in terms of logSoftmax, without the fault.
import type * as Tfjs from '@tensorflow/tfjs-core';

type CrossEntropy = typeof Tfjs.losses.softmaxCrossEntropy;

export function replaceSoftmaxCrossEntropy(tf: typeof Tfjs): void {
  const softmaxCrossEntropy = (
    labels: Tfjs.Tensor,
    logits: Tfjs.Tensor,
    weights?: Tfjs.Tensor,
    smoothing = 0,
    reduction?: Parameters<CrossEntropy>[4],
  ): Tfjs.Tensor => {
    tf.util.assertShapesMatch(labels.shape, logits.shape, 'Error in softmaxCrossEntropy: ');
    const categories = labels.shape.at(-1)!;
    const smoothed = smoothing > 0 ? tf.add(tf.mul(labels, 1 - smoothing), smoothing / categories) : labels;
    const entropies = tf.neg(tf.sum(tf.mul(smoothed, tf.logSoftmax(logits)), -1));
    return tf.losses.computeWeightedLoss(entropies, weights, reduction);
  };
  Object.assign(tf.losses, { softmaxCrossEntropy });
}
