/**
 * The engine: functions written in TensorFlow.js operations, recorded once and run as one compiled graph, and their
 * derivatives.
 *
 * @example
 * ```js
 * import { ndArray, openEngine, tf, valueAndGrad } from 'tharsis/tensor';
 *
 * const engine = await openEngine('onnx');
 * const step = engine.compile('step', (x) => valueAndGrad((y) => tf.sum(tf.square(y)))(x));
 * console.log(await step.run(ndArray([2], Float32Array.of(1, 2))));
 * await engine.dispose();
 * ```
 */
export { type NdArray, ndArray } from '../foundation/nd-array.js';
export type { Tree } from '../foundation/tree.js';
export type { Arrays } from './arrays.js';
export { divergence, hutchinsonDivergence } from './derivatives/divergence.js';
export { hessianVectorProduct } from './derivatives/hessian-vector-product.js';
export { jacobian } from './derivatives/jacobian.js';
export { jvp } from './derivatives/jacobian-vector-product.js';
export { vjp } from './derivatives/vector-jacobian-product.js';
export { type Compiled, type CompileNames, type Engine, type EngineName, engineNames } from './engine.js';
export { valueAndGrad } from './gradient.js';
export type { ScanResult } from './loop-form.js';
export type { OnnxEngineOptions } from './onnx-engine.js';
export { openEngine } from './open-engine.js';
export { decodeSafetensors, encodeSafetensors } from './safetensors.js';
export { scan } from './scan.js';
export { tf } from './tfjs.js';
