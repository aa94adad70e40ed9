// A fitted compressor as two compiled functions on sequences of fields: kelvin to latents and back.
import type { Engine } from '../tensor/engine.js';
import type { tf } from '../tensor/tfjs.js';
import { compressorNamed } from './compressors/registry.js';
import type { NamedCompressor } from './compressors/trained-compressor.js';
import { inPieces } from './pieces.js';

/** Fields (n, radial, azimuthal) in K ↔ latents (n, latents), as the encoder gives them. */
export interface Codec {
  encode(fields: Float32Array): Promise<Float32Array>;
  decode(latents: Float32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** Compiles both directions. */
export function codec({ name, trained }: NamedCompressor, engine: Engine): Codec {
  const compressor = compressorNamed(name);
  const encoder = engine.compile('encoder', (fields: tf.Tensor) => compressor.encode(trained, fields));
  const decoder = engine.compile('decoder', (latents: tf.Tensor) => compressor.decode(trained, latents));
  const [radial, azimuthal] = trained.shape.input;
  const size = compressor.latentSize(trained.shape);
  return {
    encode: (fields) => inPieces(fields, [radial, azimuthal], size, encoder.run),
    decode: (latents) => inPieces(latents, [size], radial * azimuthal, decoder.run),
    dispose: async () => {
      await encoder.dispose();
      await decoder.dispose();
    },
  };
}

/** The number of latents of a model's compressor. */
export function latentSizeOf({ name, trained }: NamedCompressor): number {
  return compressorNamed(name).latentSize(trained.shape);
}

/** Points of a field per latent. */
export function compressionFactor(compressor: NamedCompressor): number {
  const [radial, azimuthal] = compressor.trained.shape.input;
  return (radial * azimuthal) / latentSizeOf(compressor);
}
