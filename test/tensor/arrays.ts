// Arrays of test values, each determined by its shape and a seed.
import { type NdArray, ndArray, sizeOf } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';

/** Standard normal values. */
export function normals(shape: readonly number[], seed = 1): NdArray {
  const data = new Float32Array(sizeOf(shape));
  randomStream(seed, 'normals').fillNormal(data);
  return ndArray(shape, data);
}

/** Values in [0.2, 2.2), where logarithms, roots and quotients are smooth. */
export function positives(shape: readonly number[], seed = 1): NdArray {
  const data = new Float32Array(sizeOf(shape));
  randomStream(seed, 'positives').fillUniform(data);
  return ndArray(
    shape,
    data.map((value) => 0.2 + 2 * value),
  );
}

/** Normal values moved away from zero by a half, where kinked functions can be differentiated. */
export function awayFromZero(shape: readonly number[], seed = 1): NdArray {
  const { data } = normals(shape, seed);
  return ndArray(
    shape,
    data.map((value) => value + 0.5 * Math.sign(value)),
  );
}

/** Whole numbers in [-bound, bound]. */
export function wholeNumbers(shape: readonly number[], seed = 1, bound = 3): NdArray {
  const stream = randomStream(seed, 'whole numbers');
  return ndArray(
    shape,
    Int32Array.from({ length: sizeOf(shape) }, () => stream.integer(2 * bound + 1) - bound),
  );
}

/** Places: whole numbers in [0, below). */
export function indices(shape: readonly number[], below: number): NdArray {
  const { data } = wholeNumbers(shape, 3, 1000);
  return ndArray(
    shape,
    Int32Array.from(data, (value) => (value + 1000) % below),
  );
}
