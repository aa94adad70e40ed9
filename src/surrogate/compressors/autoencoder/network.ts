// The convolutional autoencoder: strided convolutions down to a latent, transposed convolutions of the mirrored sizes
// back up. The latent is the last feature map, as in the paper (302 x 394 to 5 x 7 x 24), or, on coarse grids, a dense
// layer on it. Fields are (batch, radial, azimuthal, 1), normalized.
import { TharsisError } from '../../../foundation/errors.js';
import type { NdArray } from '../../../foundation/nd-array.js';
import type { RandomStream } from '../../../foundation/random-stream.js';
import type { ActivationName } from '../../../nets/activation-names.js';
import { activate } from '../../../nets/activations.js';
import {
  applyConvolution,
  applyTransposedConvolution,
  type ConvolutionParameters,
  convolutionInit,
  transposedConvolutionInit,
} from '../../../nets/convolution.js';
import { applyDense, type DenseParameters, denseInit } from '../../../nets/dense.js';
import { tf } from '../../../tensor/tfjs.js';
import type { AutoencoderTraining } from './settings.js';

const STRIDE = 2;

/** Everything that determines the shape of an autoencoder. */
export interface AutoencoderShape {
  /** Radial and azimuthal cells of a field. */
  readonly input: readonly [number, number];
  readonly channels: readonly number[];
  readonly kernel: readonly [number, number];
  readonly activation: ActivationName;
  readonly outputConvolution: boolean;
  /** Size of a dense latent; undefined when the last feature map is the latent. */
  readonly dense?: number;
}

export type AutoencoderParameters<Leaf> = {
  readonly encoder: readonly ConvolutionParameters<Leaf>[];
  readonly decoder: readonly ConvolutionParameters<Leaf>[];
  readonly compress?: DenseParameters<Leaf>;
  readonly expand?: DenseParameters<Leaf>;
  readonly output?: ConvolutionParameters<Leaf>;
};

/** The shape that a configuration gives on a grid. */
export function autoencoderShape(input: readonly [number, number], config: AutoencoderTraining): AutoencoderShape {
  const { channels, kernel, activation, outputConvolution } = config;
  const shape = { input, channels, kernel, activation, outputConvolution };
  if (config.bottleneck === 'convolutional') return shape;
  const dense = Math.floor((input[0] * input[1]) / config.compression);
  if (dense >= 1) return { ...shape, dense };
  throw new TharsisError(
    'autoencoder-compression',
    `a grid of ${input[0]} x ${input[1]} cannot be compressed ${config.compression}-fold: not one latent would be left`,
    'lower autoencoder.compression or use more cells',
  );
}

/** Sizes of the fields between the layers, outermost first: input, then after each strided convolution. */
export function layerSizes({ input, channels }: AutoencoderShape): [number, number][] {
  const sizes: [number, number][] = [[input[0], input[1]]];
  for (const _ of channels) {
    const [height, width] = sizes[sizes.length - 1]!;
    sizes.push([Math.ceil(height / STRIDE), Math.ceil(width / STRIDE)]);
  }
  return sizes;
}

/** The number of latents of a field. */
export function latentSize(shape: AutoencoderShape): number {
  return shape.dense ?? featureSize(shape);
}

function featureSize(shape: AutoencoderShape): number {
  const [height, width] = layerSizes(shape)[shape.channels.length]!;
  return height * width * shape.channels[shape.channels.length - 1]!;
}

export function autoencoderInit(stream: RandomStream, shape: AutoencoderShape): AutoencoderParameters<NdArray> {
  const { channels, kernel, activation, dense } = shape;
  const widths = [1, ...channels];
  const features = featureSize(shape);
  const encoder = channels.map((outputs, layer) =>
    convolutionInit(stream.child(`encoder ${layer}`), kernel, widths[layer]!, outputs, activation),
  );
  const decoder = channels.map((_, layer) => {
    const depth = channels.length - layer;
    const next = layer === channels.length - 1 ? 'linear' : activation;
    return transposedConvolutionInit(
      stream.child(`decoder ${layer}`),
      kernel,
      widths[depth]!,
      widths[depth - 1]!,
      next,
    );
  });
  return {
    encoder,
    decoder,
    ...(dense === undefined
      ? {}
      : {
          compress: denseInit(stream.child('compress'), features, dense, 'linear'),
          expand: denseInit(stream.child('expand'), dense, features, activation),
        }),
    ...(shape.outputConvolution ? { output: convolutionInit(stream.child('output'), kernel, 1, 1, 'linear') } : {}),
  };
}

/** Fields (batch, radial, azimuthal, 1) → latents (batch, latents). */
export function encode(
  parameters: AutoencoderParameters<tf.Tensor>,
  shape: AutoencoderShape,
  fields: tf.Tensor,
): tf.Tensor {
  let current = fields;
  for (const layer of parameters.encoder)
    current = activate(shape.activation, applyConvolution(layer, current, STRIDE));
  const features = tf.reshape(current, [fields.shape[0]!, featureSize(shape)]);
  return parameters.compress === undefined ? features : applyDense(parameters.compress, features);
}

/** Latents (batch, latents) → fields (batch, radial, azimuthal, 1). */
export function decode(
  parameters: AutoencoderParameters<tf.Tensor>,
  shape: AutoencoderShape,
  latents: tf.Tensor,
): tf.Tensor {
  const sizes = layerSizes(shape);
  const depth = shape.channels.length;
  const features =
    parameters.expand === undefined ? latents : activate(shape.activation, applyDense(parameters.expand, latents));
  let current: tf.Tensor = tf.reshape(features, [latents.shape[0]!, ...sizes[depth]!, shape.channels[depth - 1]!]);
  for (const [layer, convolution] of parameters.decoder.entries()) {
    const grown = applyTransposedConvolution(convolution, current, STRIDE, sizes[depth - layer - 1]!);
    // The last layer gives the field itself; with an output convolution behind it, it is a hidden layer.
    const isField = layer === depth - 1 && parameters.output === undefined;
    current = isField ? grown : activate(shape.activation, grown);
  }
  return parameters.output === undefined ? current : applyConvolution(parameters.output, current, 1);
}
