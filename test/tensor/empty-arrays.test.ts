// Arrays without elements: an empty batch, an empty selection. Compiled functions give what eager ones give.
import { afterAll, describe, expect, it } from 'vitest';
import { tf } from '../../src/tensor/tfjs.js';
import { indices, normals, positives } from './arrays.js';
import { expectSameTrees, openBothEngines, runOn, type TensorFunction } from './both-engines.js';
import { type KernelCase, kernelCase } from './kernel-case.js';

const { compiled, oracle } = await openBothEngines();
afterAll(() => compiled.dispose());

const wide = normals([2, 0]);
const high = normals([0, 2]);
const images = normals([0, 4, 4, 2]);

const gradients =
  (fn: (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor): TensorFunction =>
  (x, filter) =>
    tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.sum(fn(a as tf.Tensor4D, b as tf.Tensor4D)))([x!, filter!]);

const poolGradient =
  (fn: typeof tf.maxPool): TensorFunction =>
  (x) =>
    tf.grad((image: tf.Tensor) => tf.sum(fn(image as tf.Tensor4D, 2, 2, 'same')))(x!);

const cases: readonly KernelCase[] = [
  kernelCase('the sum of nothing', [wide], (x) => tf.sum(x!, 1)),
  kernelCase('the product of nothing', [wide], (x) => tf.prod(x!, 1)),
  kernelCase('the mean of nothing', [wide], (x) => tf.mean(x!, 1)),
  kernelCase('largest and smallest in no rows', [high], (x) => [tf.max(x!, 1), tf.min(x!, 1), tf.logSumExp(x!, 1)]),
  kernelCase('a matrix product', [wide, normals([0, 3])], (a, b) => tf.matMul(a!, b!)),
  kernelCase('matrix products', [normals([4, 2, 0]), normals([4, 0, 3])], (a, b) => tf.matMul(a!, b!)),
  kernelCase('einsum', [wide, normals([0, 3])], (a, b) => tf.einsum('ij,jk->ik', a!, b!)),
  kernelCase('a dense layer', [normals([0, 3]), normals([3, 2], 2), normals([2], 3)], (x, weights, bias) =>
    tf.selu(tf.add(tf.matMul(x!, weights!), bias!)),
  ),
  kernelCase('its gradient', [normals([0, 3]), normals([3, 2], 2)], (x, weights) =>
    tf.grad((w: tf.Tensor) => tf.sum(tf.selu(tf.matMul(x!, w))))(weights!),
  ),
  kernelCase('a convolution', [images, normals([3, 3, 2, 2])], (x, filter) =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'),
  ),
  kernelCase(
    'its gradients',
    [images, normals([3, 3, 2, 2])],
    gradients((x, filter) => tf.conv2d(x, filter, 1, 'same')),
  ),
  kernelCase(
    'gradients of a depthwise convolution',
    [images, normals([3, 3, 2, 2])],
    gradients((x, filter) => tf.depthwiseConv2d(x, filter, 1, 'same')),
  ),
  kernelCase('the gradient of maxPool', [images], poolGradient(tf.maxPool)),
  kernelCase('the gradient of avgPool', [images], poolGradient(tf.avgPool)),
  kernelCase('resizing', [images], (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 3])),
  kernelCase('batch normalization', [normals([0, 3]), normals([3]), positives([3])], (x, mean, variance) =>
    tf.batchNorm(x!, mean as tf.Tensor1D, variance as tf.Tensor1D),
  ),
  kernelCase('padding', [wide], (x) =>
    tf.pad(x!, [
      [1, 0],
      [2, 1],
    ]),
  ),
  kernelCase('moving numbers', [wide], (x) => [
    tf.transpose(x!),
    tf.reshape(x!, [0, 3]),
    tf.reverse(x!, 1),
    tf.tile(x!, [2, 3]),
    tf.stack([x!, x!], 1),
    tf.concat([x!, tf.ones([2, 3])], 1),
  ]),
  kernelCase('splitting', [normals([4, 2])], (x) => tf.split(x!, [0, 4])),
  kernelCase('unstacking', [normals([4, 0])], (x) => tf.unstack(x!)),
  kernelCase('scans', [wide], (x) => [tf.cumsum(x!, 1), tf.cumprod(x!, 1), tf.softmax(x!)]),
  kernelCase('gathering', [normals([3, 2]), indices([0], 3), indices([0, 1], 3)], (x, rows, places) => [
    tf.gather(x!, rows!),
    tf.gatherND(x!, places!),
  ]),
  kernelCase('scattering', [high, indices([0], 3), indices([0, 1], 3)], (x, rows, places) => [
    tf.unsortedSegmentSum(x!, rows as tf.Tensor1D, 3),
    tf.scatterND(places!, x!, [3, 2]),
  ]),
  kernelCase('marking places', [indices([0], 3), normals([0])], (at, x) => [tf.oneHot(at!, 3), tf.diag(x!)]),
];

describe('without elements, compiled as eager:', () => {
  it.each(cases)('$label', async ({ args, fn }) => {
    expectSameTrees(await runOn(compiled, fn, args), await runOn(oracle, fn, args));
  });

  it('the place of the largest of nothing is refused', async () => {
    await expect(runOn(compiled, (x) => tf.argMax(x!, 1), [wide])).rejects.toThrow(/\[2, 0\].*axis 1/);
  });
});
