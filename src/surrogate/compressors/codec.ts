// A trained autoencoder as two compiled functions on sequences of fields: kelvin to latents and back.
import { type NdArray, ndArray } from '../../foundation/nd-array.js';
import { constants } from '../../tensor/constants.js';
import type { Engine } from '../../tensor/engine.js';
import { tf } from '../../tensor/tfjs.js';
import { denormalize, normalize } from '../../training/normalization.js';
import type { TrainedAutoencoder } from '../trained-network.js';
import { decode, encode, latentSize } from './autoencoder.js';

/** Frames that go through a network at once; sequences are cut and filled up to a multiple only beyond it. */
const FRAMES_AT_ONCE = 128;

/** Fields (n, radial, azimuthal) in K ↔ latents (n, latents), as the encoder gives them. */
export interface Codec {
  encode(fields: Float32Array): Promise<Float32Array>;
  decode(latents: Float32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** Temperatures (n, radial, azimuthal) in K → latents (n, latents), inside a graph. */
export function encodeTemperature(autoencoder: TrainedAutoencoder, fields: tf.Tensor): tf.Tensor {
  const network = constants({ parameters: autoencoder.parameters, temperature: autoencoder.temperature });
  const images = tf.reshape(fields, [...fields.shape, 1]);
  return encode(network.parameters, autoencoder.shape, normalize(network.temperature, images));
}

/** Latents (n, latents) → temperatures (n, radial, azimuthal) in K, inside a graph. */
export function decodeTemperature(autoencoder: TrainedAutoencoder, latents: tf.Tensor): tf.Tensor {
  const network = constants({ parameters: autoencoder.parameters, temperature: autoencoder.temperature });
  const images = denormalize(network.temperature, decode(network.parameters, autoencoder.shape, latents));
  return tf.reshape(images, [latents.shape[0]!, ...autoencoder.shape.input]);
}

/** Compiles both directions. */
export function codec(autoencoder: TrainedAutoencoder, engine: Engine): Codec {
  const encoder = engine.compile('encoder', (fields: tf.Tensor) => encodeTemperature(autoencoder, fields));
  const decoder = engine.compile('decoder', (latents: tf.Tensor) => decodeTemperature(autoencoder, latents));
  const [radial, azimuthal] = autoencoder.shape.input;
  const size = latentSize(autoencoder.shape);
  return {
    encode: (fields) => inPieces(fields, [radial, azimuthal], size, encoder.run),
    decode: (latents) => inPieces(latents, [size], radial * azimuthal, decoder.run),
    dispose: async () => {
      await encoder.dispose();
      await decoder.dispose();
    },
  };
}

/**
 * Runs a function of (n, ...itemShape) over a long sequence, `FRAMES_AT_ONCE` items at a time, so that memory stays
 * bounded and few shapes are compiled.
 */
export async function inPieces(
  values: Float32Array,
  itemShape: readonly number[],
  outputSize: number,
  run: (piece: NdArray) => Promise<NdArray>,
): Promise<Float32Array> {
  const itemSize = itemShape.reduce((product, length) => product * length, 1);
  const count = values.length / itemSize;
  const output = new Float32Array(count * outputSize);
  for (let start = 0; start < count; start += FRAMES_AT_ONCE) {
    const length = Math.min(FRAMES_AT_ONCE, count - start);
    const padded = count > FRAMES_AT_ONCE ? FRAMES_AT_ONCE : length;
    const piece = new Float32Array(padded * itemSize);
    piece.set(values.subarray(start * itemSize, (start + length) * itemSize));
    const { data } = await run(ndArray([padded, ...itemShape], piece));
    output.set((data as Float32Array).subarray(0, length * outputSize), start * outputSize);
  }
  return output;
}
