// Gradients of resizing, as products with the transposes of the matrices that resize. TensorFlow.js's own ignore
// halfPixelCenters and cannot be differentiated again.
import type * as Tfjs from '@tensorflow/tfjs-core';
import { type Interpolation, resizingMatrix } from '../resizing-matrix.js';

const kernels: Record<string, Interpolation> = { ResizeBilinear: 'linear', ResizeNearestNeighbor: 'nearest' };

export function registerResizeGradients(tf: typeof Tfjs): void {
  for (const [kernelName, interpolation] of Object.entries(kernels)) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ['images'],
      gradFunc: (dy, [images], attributes) => ({
        images: () => {
          const { size, ...rules } = attributes as unknown as Tfjs.ResizeBilinearAttrs;
          const [, rows, columns] = images!.shape as [number, number, number, number];
          const matrix = (from: number, to: number): Tfjs.Tensor =>
            tf.tensor(resizingMatrix(from, to, interpolation, rules), [to, from]);
          const slopes = tf.transpose(dy as Tfjs.Tensor, [0, 3, 1, 2]);
          const narrowed = tf.matMul(slopes, matrix(columns, size[1]));
          return tf.transpose(tf.matMul(matrix(rows, size[0]), narrowed, true), [0, 2, 3, 1]);
        },
      }),
    });
  }
}
