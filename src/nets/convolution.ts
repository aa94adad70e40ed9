// Strided convolutions and their transposes, 'same' padding, with bias. Images (batch, height, width, channels).
import type { NdArray } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import { tf } from '../tensor/tfjs.js';
import type { ActivationName } from './activation-names.js';
import { suitableWeights, zeros } from './initializers.js';

/** Kernel (height, width, in, out), or (height, width, out, in) for a transposed convolution; bias (out). */
export type ConvolutionParameters<Leaf> = { readonly kernel: Leaf; readonly bias: Leaf };

/** Of an image or a kernel, in cells. */
export type Size = readonly [height: number, width: number];

export function convolutionInit(
  stream: RandomStream,
  kernel: Size,
  inputs: number,
  outputs: number,
  activation: ActivationName,
): ConvolutionParameters<NdArray> {
  const field = kernel[0] * kernel[1];
  return {
    kernel: suitableWeights(activation, [...kernel, inputs, outputs], field * inputs, field * outputs, stream),
    bias: zeros([outputs]),
  };
}

export function transposedConvolutionInit(
  stream: RandomStream,
  kernel: Size,
  inputs: number,
  outputs: number,
  activation: ActivationName,
  stride = 2,
): ConvolutionParameters<NdArray> {
  // Each output sees 1/stride² of the kernel, which is the fan-in that keeps its variance.
  const field = (kernel[0] * kernel[1]) / stride ** 2;
  return {
    kernel: suitableWeights(activation, [...kernel, outputs, inputs], field * inputs, field * outputs, stream),
    bias: zeros([outputs]),
  };
}

/** The convolution before its activation; 'same' padding, so the size is divided by the stride and rounded up. */
export function applyConvolution(
  { kernel, bias }: ConvolutionParameters<tf.Tensor>,
  x: tf.Tensor,
  stride: number,
): tf.Tensor {
  return tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, 'same'), bias);
}

/**
 * The transposed convolution before its activation: the adjoint of a 'same' convolution of an image of the size
 * `target`, which must be what the stride brings to the size of x, rounded up.
 */
export function applyTransposedConvolution(
  { kernel, bias }: ConvolutionParameters<tf.Tensor>,
  x: tf.Tensor,
  stride: number,
  target: Size,
): tf.Tensor {
  const shape: [number, number, number, number] = [x.shape[0]!, target[0], target[1], kernel.shape[2]!];
  return tf.add(tf.conv2dTranspose(x as tf.Tensor4D, kernel as tf.Tensor4D, shape, stride, 'same'), bias);
}
