/**
 * Proper orthogonal decomposition of ensembles of fields, in double precision.
 *
 * @example
 * ```js
 * import { podSpectra } from 'tharsis/statistics';
 *
 * // Three fields of two cells, in kelvin.
 * console.log(podSpectra(Float32Array.of(1600, 1700, 1610, 1690, 1620, 1710), 2));
 * ```
 */
export { type PodModes, type PodOptions, type PodSpectra, podModes, podSpectra } from './pod.js';
