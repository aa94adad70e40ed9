// Random initial weights. Fans are counted as Keras does: a convolution's receptive field multiplies its channels.
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import type { ActivationName } from './activation-names.js';

/** All zeros: biases. */
export function zeros(shape: readonly number[]): NdArray {
  return ndArray(shape, new Float32Array(sizeOf(shape)));
}

/** Normal with variance 1/fanIn, the choice for self-normalizing nets (Klambauer et al. 2017, arXiv 1706.02515). */
export function lecunNormal(shape: readonly number[], fanIn: number, stream: RandomStream): NdArray {
  const data = new Float32Array(sizeOf(shape));
  stream.fillNormal(data);
  const deviation = Math.sqrt(1 / fanIn);
  for (let i = 0; i < data.length; i++) data[i] = data[i]! * deviation;
  return ndArray(shape, data);
}

/** Uniform with variance 2/(fanIn + fanOut) (Glorot & Bengio 2010). */
export function glorotUniform(shape: readonly number[], fanIn: number, fanOut: number, stream: RandomStream): NdArray {
  const data = new Float32Array(sizeOf(shape));
  stream.fillUniform(data);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  for (let i = 0; i < data.length; i++) data[i] = (2 * data[i]! - 1) * limit;
  return ndArray(shape, data);
}

/** The initializer that suits an activation: LeCun for SELU, Glorot for all others. */
export function suitableWeights(
  activation: ActivationName,
  shape: readonly number[],
  fanIn: number,
  fanOut: number,
  stream: RandomStream,
): NdArray {
  return activation === 'selu' ? lecunNormal(shape, fanIn, stream) : glorotUniform(shape, fanIn, fanOut, stream);
}
