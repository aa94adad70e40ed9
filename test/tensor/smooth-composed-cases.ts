// The table of higher derivatives: what is composed of several operations, conditions and places among them.
import { tf } from '../../src/tensor/tfjs.js';
import { type KernelCase, kernelCase } from './kernel-case.js';
import { apart, gentle } from './smooth-case.js';

export const composedCases: readonly KernelCase[] = [
  kernelCase('logSumExp', [apart([2, 3])], (x) => tf.logSumExp(x!, 1)),
  kernelCase('logSoftmax', [gentle([2, 3])], (x) => tf.logSoftmax(x!)),
  kernelCase('logSigmoid', [gentle([2, 3])], (x) => tf.logSigmoid(x!)),
  kernelCase('a softmax cross entropy', [gentle([2, 3])], (x) =>
    tf.losses.softmaxCrossEntropy(tf.tensor2d([0.2, 0.5, 0.3, 0, 1, 0], [2, 3]), x!),
  ),
  kernelCase('the numbers at the place of the largest', [apart([4])], (x) => {
    const cubes = tf.mul(x!, tf.square(x!));
    return tf.add(tf.gather(cubes, tf.argMax(x!)), tf.sum(tf.mul(tf.oneHot(tf.argMin(x!), 4), tf.exp(x!))));
  }),
  kernelCase('the largest of every row, gathered, scattered and put in its place', [apart([2, 3])], (x) => {
    const at = tf.stack([tf.tensor1d([0, 1], 'int32'), tf.argMax(x!, 1)], 1);
    const largest = tf.gatherND(tf.exp(x!), at);
    const moved = tf.scatterND(at, tf.square(largest), [2, 3]);
    return tf.add(moved, tf.tensorScatterUpdate(tf.sin(x!), at, tf.mul(largest, 2)));
  }),
  kernelCase('numbers sorted into bins by themselves', [apart([4])], (x) => {
    const bins = tf.cast(tf.floorDiv(tf.add(x!, 0.68), 0.6), 'int32');
    return tf.unsortedSegmentSum(tf.mul(x!, tf.square(x!)), bins as tf.Tensor1D, 4);
  }),
  kernelCase('a product with whole quotients', [apart([4])], (x) =>
    tf.mul(tf.add(tf.floorDiv(tf.add(x!, 0.68), 0.6), 5), tf.exp(x!)),
  ),
  kernelCase('a choice by several conditions', [apart([5])], (x) => {
    const inside = tf.logicalAnd(tf.greaterEqual(x!, -0.53), tf.logicalNot(tf.less(tf.scalar(0.07), x!)));
    return tf.where(tf.logicalOr(inside, tf.isNaN(x!)), tf.sin(x!), tf.mul(x!, tf.square(x!)));
  }),
  kernelCase('a norm', [gentle([2, 3])], (x) => tf.norm(x!, 'euclidean', 1)),
  kernelCase('moments', [gentle([2, 3])], (x) => {
    const { mean, variance } = tf.moments(x!, 1, true);
    return tf.div(tf.sub(x!, mean), tf.sqrt(tf.add(variance, 0.2)));
  }),
  kernelCase('a gradient of the user, with a saved output', [gentle([3])], (x) => {
    const exponential = tf.customGrad((input, save) => {
      const value = tf.exp(input as tf.Tensor);
      (save as tf.GradSaveFunc)([value]);
      return { value, gradFunc: (dy, saved) => tf.mul(dy, saved[0]!) };
    });
    return exponential(x!);
  }),
  kernelCase(
    'two dense layers',
    [gentle([2, 2], 1), gentle([2, 3], 2), gentle([3], 3), gentle([3, 1], 4)],
    (x, a, b, c) => tf.matMul(tf.tanh(tf.add(tf.matMul(x!, a!), b!)), c!),
  ),
  kernelCase(
    'a convolutional autoencoder',
    [gentle([1, 4, 3, 1], 1), gentle([2, 2, 1, 2], 2), gentle([2], 3), gentle([2, 2, 1, 2], 4)],
    (x, down, bias, up) => {
      const latent = tf.selu(tf.add(tf.conv2d(x as tf.Tensor4D, down as tf.Tensor4D, 2, 'same'), bias!));
      const image = tf.conv2dTranspose(latent as tf.Tensor4D, up as tf.Tensor4D, [1, 4, 3, 1], 2, 'same');
      return tf.mean(tf.square(tf.sub(tf.sigmoid(image), x!)));
    },
  ),
  kernelCase('attention', [gentle([2, 3, 2], 1), gentle([2, 2], 2), gentle([2, 2], 3)], (x, a, b) => {
    const queries = tf.einsum('bij,jk->bik', x!, a!);
    const keys = tf.einsum('bij,jk->bik', x!, b!);
    return tf.matMul(tf.softmax(tf.mul(tf.matMul(queries, keys, false, true), 0.7)), x!);
  }),
];
