/**
 * What every room uses: errors with a code and a remedy, arrays with a shape, random streams from a seed,
 * and where long work reports.
 *
 * @example
 * ```js
 * import { ndArray, randomStream } from 'tharsis/foundation';
 *
 * const stream = randomStream(1, 'noise');
 * const array = ndArray([2], Float32Array.of(1, 2));
 * console.log(array.shape, stream.child('weights') !== stream);
 * ```
 */
export type { ErrorCode } from './error-codes.js';
export { InterruptedError, TharsisError } from './errors.js';
export { type NdArray, ndArray } from './nd-array.js';
export { type RandomStream, randomStream } from './random-stream.js';
export { type Progress, type Reporter, silentReporter } from './reporter.js';
