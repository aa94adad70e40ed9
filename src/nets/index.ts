/**
 * Networks as pure functions of (parameters, input): `...Init` draws the parameters, a tree of arrays; `apply...` is made
 * of TensorFlow.js operations.
 *
 * @example
 * ```js
 * import { randomStream } from 'tharsis/foundation';
 * import { activate, applyDense, denseInit, parameterCount } from 'tharsis/nets';
 * import { ndArray, openEngine } from 'tharsis/tensor';
 *
 * const engine = await openEngine('onnx');
 * const layer = denseInit(randomStream(1), 3, 2, 'selu');
 * const net = engine.compile('layer', (x, weights, bias) => activate('selu', applyDense({ weights, bias }, x)));
 * const output = await net.run(ndArray([1, 3], Float32Array.of(1, 2, 3)), layer.weights, layer.bias);
 * console.log(parameterCount(layer), output);
 * await engine.dispose();
 * ```
 */
export type { NdArray } from '../foundation/nd-array.js';
export type { RandomStream } from '../foundation/random-stream.js';
export { type ActivationName, activationNames } from './activation-names.js';
export { activate } from './activations.js';
export {
  applyConvolution,
  applyTransposedConvolution,
  type ConvolutionParameters,
  convolutionInit,
  type Size,
  transposedConvolutionInit,
} from './convolution.js';
export { applyDense, type DenseParameters, denseInit } from './dense.js';
export { dropoutMask } from './dropout.js';
export { glorotUniform, lecunNormal, suitableWeights } from './initializers.js';
export { applyLstm, type LstmParameters, lstmInit } from './lstm.js';
export { parameterCount } from './parameter-count.js';
export { applySkipStack, type SkipStackParameters, type SkipStackShape, skipStackInit } from './skip-stack.js';
