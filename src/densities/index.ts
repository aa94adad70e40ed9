/**
 * Contracts of densities, bijections and samplers, with standard distributions. All functions take and give tensors, so
 * that they can be recorded in graphs and differentiated.
 *
 * @example
 * ```js
 * import { distributions } from 'tharsis/densities';
 * import { randomStream } from 'tharsis/foundation';
 * import { openEngine } from 'tharsis/tensor';
 *
 * const engine = await openEngine('onnx');
 * const normal = distributions.diagonalNormal([1700, 10], [50, 3]);
 * const draw = engine.compile('draw', (noise) => {
 *   const points = normal.sample(noise);
 *   return { points, logProbability: normal.logProbability(points) };
 * });
 * console.log(await draw.run(normal.noise(randomStream(1), 4)));
 * await engine.dispose();
 * ```
 */
export type { NdArray } from '../foundation/nd-array.js';
export type { RandomStream } from '../foundation/random-stream.js';
export type { Bijection, Mapped } from './bijection.js';
export { bijections } from './bijections/registry.js';
export type { Density } from './density.js';
export type { Distribution } from './distributions/distribution.js';
export { distributions } from './distributions/registry.js';
export type { Sampler } from './sampler.js';
