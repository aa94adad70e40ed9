/**
 * Attributions: how much each input number of a function counts for its output.
 *
 * @example
 * ```js
 * import { attributions } from 'tharsis/explain';
 * import { ndArray, openEngine, tf } from 'tharsis/tensor';
 *
 * const engine = await openEngine('onnx');
 * const { attribute } = attributions.gradient();
 * const shares = engine.compile('shares', (inputs) => attribute((x) => tf.sum(tf.square(x), 1), inputs));
 * console.log(await shares.run(ndArray([1, 3], Float32Array.of(1, 2, 3))));
 * await engine.dispose();
 * ```
 */
export type { Attribution, Explained } from './attributions/attribution.js';
export { attributions } from './attributions/registry.js';
