// Convolutional autoencoders: the paper's (302 x 394, kernel 5 x 7; Agarwal et al. 2021), and one of eight layers with
// 3 x 3 and 4 x 4 kernels on 96 x 128. Fields are (batch, height, width, 1).
import type { NdArray } from '../../foundation/nd-array.js';
import type { RandomStream } from '../../foundation/random-stream.js';
import {
  applyConvolution,
  applyTransposedConvolution,
  type ConvolutionParameters,
  convolutionInit,
  transposedConvolutionInit,
} from '../../nets/convolution.js';
import {
  type AutoencoderParameters,
  autoencoderInit,
  autoencoderShape,
  decode,
  encode,
  layerSizes,
} from '../../surrogate/compressors/autoencoder/network.js';
import { autoencoderSchema } from '../../surrogate/compressors/autoencoder/settings.js';
import { tf } from '../../tensor/tfjs.js';
import { normalArray } from '../normal-array.js';
import { stepFlops, type TrainingCase } from '../training-case.js';

type Size = readonly [number, number];

/** The autoencoder of 50,125 parameters. */
export function paperAutoencoder(batchSize: number): TrainingCase {
  const config = autoencoderSchema.parse({
    bottleneck: 'convolutional',
    channels: [2, 4, 8, 12, 16, 24],
    kernel: [5, 7],
    activation: 'tanh',
    outputConvolution: true,
  });
  const shape = autoencoderShape([302, 394], config);
  const sizes = layerSizes(shape);
  const widths = [1, ...shape.channels];
  const kernel = shape.kernel[0] * shape.kernel[1];
  const down = shape.channels.map((channels, layer) => ({
    multiplyAdds: batchSize * area(sizes[layer + 1]!) * kernel * widths[layer]! * channels,
    isFirst: layer === 0,
  }));
  const up = down.map(({ multiplyAdds }) => ({ multiplyAdds }));
  return {
    name: `autoencoder-paper-${batchSize}`,
    batchSize,
    flops: stepFlops([...down, ...up, { multiplyAdds: batchSize * area(sizes[0]!) * kernel }]),
    initial: (stream) => autoencoderInit(stream, shape),
    batch: (stream) => fields(stream, batchSize, shape.input),
    loss: (parameters, { fields: images }) => {
      const network = parameters as AutoencoderParameters<tf.Tensor>;
      return reconstructionLoss(decode(network, shape, encode(network, shape, images!)), images!);
    },
  };
}

interface DeepParameters<Leaf> {
  readonly down: readonly ConvolutionParameters<Leaf>[];
  readonly middle: readonly ConvolutionParameters<Leaf>[];
  readonly up: readonly ConvolutionParameters<Leaf>[];
}

/**
 * Three strided convolutions (3 x 3), two of stride 1, three transposed ones (4 x 4): 1-16-32-64-64-64-32-16-1, ReLU.
 */
export function deepAutoencoder(): TrainingCase {
  const batchSize = 32;
  const sizes: readonly Size[] = [
    [96, 128],
    [48, 64],
    [24, 32],
    [12, 16],
  ];
  const widths = [1, 16, 32, 64];
  const down = [0, 1, 2].map((layer) => ({
    multiplyAdds: batchSize * area(sizes[layer + 1]!) * 9 * widths[layer]! * widths[layer + 1]!,
    isFirst: layer === 0,
  }));
  const middle = [0, 1].map(() => ({ multiplyAdds: batchSize * area(sizes[3]!) * 9 * 64 * 64 }));
  const up = [2, 1, 0].map((layer) => ({
    multiplyAdds: batchSize * area(sizes[layer + 1]!) * 16 * widths[layer]! * widths[layer + 1]!,
  }));
  return {
    name: 'autoencoder-96x128',
    batchSize,
    flops: stepFlops([...down, ...middle, ...up]),
    initial: (stream): DeepParameters<NdArray> => ({
      down: [0, 1, 2].map((layer) =>
        convolutionInit(stream.child(`down ${layer}`), [3, 3], widths[layer]!, widths[layer + 1]!, 'relu'),
      ),
      middle: [0, 1].map((layer) => convolutionInit(stream.child(`middle ${layer}`), [3, 3], 64, 64, 'relu')),
      up: [2, 1, 0].map((layer) =>
        transposedConvolutionInit(stream.child(`up ${layer}`), [4, 4], widths[layer + 1]!, widths[layer]!, 'relu'),
      ),
    }),
    batch: (stream) => fields(stream, batchSize, sizes[0]!),
    loss: (parameters, { fields: images }) => {
      const { down, middle, up } = parameters as DeepParameters<tf.Tensor>;
      let current: tf.Tensor = images!;
      for (const layer of down) current = tf.relu(applyConvolution(layer, current, 2));
      for (const layer of middle) current = tf.relu(applyConvolution(layer, current, 1));
      for (const [index, layer] of up.entries()) {
        const grown = applyTransposedConvolution(layer, current, 2, sizes[2 - index]!);
        current = index === 2 ? grown : tf.relu(grown);
      }
      return reconstructionLoss(current, images!);
    },
  };
}

function area([height, width]: Size): number {
  return height * width;
}

function fields(stream: RandomStream, batch: number, [height, width]: Size): { fields: NdArray } {
  return { fields: normalArray(stream, [batch, height, width, 1]) };
}

function reconstructionLoss(rebuilt: tf.Tensor, images: tf.Tensor): tf.Scalar {
  return tf.mean(tf.square(tf.sub(rebuilt, images)));
}
