// Gradients of sums and products along axes, and of their counterpart, repetition, that TensorFlow.js has wrong: its
// gradient of a cumulative sum swaps axes, the one of prod takes no axis counted from the end, the one of tile has a
// slice for every repetition, and the one of a matrix product does not sum over batches that were repeated.
import type * as Tfjs from '@tensorflow/tfjs-core';
import { summedTo } from './broadcasting.js';

type Tensor = Tfjs.Tensor;

export function registerAccumulationGradients(tf: typeof Tfjs): void {
  tf.registerGradient({
    kernelName: 'Cumsum',
    gradFunc: (dy, _, attributes) => {
      const { axis, exclusive, reverse } = attributes as unknown as Tfjs.CumsumAttrs;
      return { x: () => tf.cumsum(dy as Tensor, axis, exclusive, !reverse) };
    },
  });

  const product = tf.getGradient('Prod');
  tf.registerGradient({
    ...product,
    gradFunc: (dy, saved, attributes) => {
      const { axis } = attributes as unknown as Tfjs.ProdAttrs;
      const axes = tf.util.parseAxisParam(axis, saved[0]!.shape);
      return product.gradFunc(dy, saved, { ...attributes, axis: axes });
    },
  });

  tf.registerGradient({
    kernelName: 'Tile',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => {
      const { reps } = attributes as unknown as Tfjs.TileAttrs;
      const split = x!.shape.flatMap((length, axis) => [reps[axis]!, length]);
      const repetitions = reps.map((_, axis) => 2 * axis);
      return { x: () => tf.sum(tf.reshape(dy as Tensor, split), repetitions) };
    },
  });

  const matrixProduct = tf.getGradient('BatchMatMul');
  tf.registerGradient({
    ...matrixProduct,
    gradFunc: (dy, saved, attributes) => {
      const { a, b } = matrixProduct.gradFunc(dy, saved, attributes) as Record<'a' | 'b', () => Tensor>;
      return { a: () => summedTo(tf, a(), saved[0]!.shape), b: () => summedTo(tf, b(), saved[1]!.shape) };
    },
  });
}
