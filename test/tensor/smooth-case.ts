// What the rows of the table of higher derivatives are made of.
import { type NdArray, ndArray, sizeOf } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { tf } from '../../src/tensor/tfjs.js';
import { type KernelCase, kernelCase, type Values } from './kernel-case.js';

/** Numbers between two bounds. */
export function between(low: number, high: number): Values {
  return (shape, seed = 1) => {
    const data = new Float32Array(sizeOf(shape));
    randomStream(seed, 'between').fillUniform(data);
    return ndArray(
      shape,
      data.map((value) => low + (high - low) * value),
    );
  };
}

/** Numbers of both signs, far enough from zero for a kink there to be out of sight. */
export const eitherSide: Values = (shape, seed) => {
  const numbers = between(-1, 1)(shape, seed);
  return ndArray(
    shape,
    (numbers.data as Float32Array).map((value) => value + 0.3 * Math.sign(value)),
  );
};

/** Numbers that are all at least 0.3 apart. */
export const apart: Values = (shape, seed = 1) => {
  const order = Int32Array.from({ length: sizeOf(shape) }, (_, index) => index);
  randomStream(seed, 'apart').shuffle(order);
  return ndArray(
    shape,
    Float32Array.from(order, (place) => 0.3 * (place - order.length / 2) + 0.07),
  );
};

/** Whole numbers as they are. */
export function whole(shape: readonly number[], numbers: readonly number[]): NdArray {
  return ndArray(shape, Int32Array.from(numbers));
}

/** A nonlinear function of every element, after an operation that is linear itself, so that its third derivative is used. */
export function curved(label: string, args: readonly NdArray[], fn: (...args: tf.Tensor[]) => tf.Tensor): KernelCase {
  return kernelCase(`${label}, and a cubic`, args, (...tensors) => {
    const y = fn(...tensors);
    return tf.add(y, tf.mul(y, tf.mul(y, y)));
  });
}

export const gentle = between(-1, 1);
