// Gradients of gathering and scattering by coordinates, each of which is the other; TensorFlow.js has none.
import type * as Tfjs from '@tensorflow/tfjs-core';

export function registerGatherScatterGradients(tf: typeof Tfjs): void {
  /** For places: they have no gradient, but the tape asks for one. */
  const none = (indices: Tfjs.Tensor) => (): Tfjs.Tensor => tf.fill(indices.shape, 0, 'float32');

  tf.registerGradient({
    kernelName: 'GatherNd',
    inputsToSave: ['params', 'indices'],
    gradFunc: (dy, [params, indices]) => ({
      params: () => tf.scatterND(indices!, dy as Tfjs.Tensor, params!.shape as [number]),
      indices: none(indices!),
    }),
  });

  tf.registerGradient({
    kernelName: 'ScatterNd',
    inputsToSave: ['indices'],
    gradFunc: (dy, [indices]) => ({
      indices: none(indices!),
      updates: () => tf.gatherND(dy as Tfjs.Tensor, indices!),
    }),
  });

  // Where values were put, the tensor's own are lost. Places are assumed distinct.
  tf.registerGradient({
    kernelName: 'TensorScatterUpdate',
    inputsToSave: ['indices', 'updates'],
    gradFunc: (dy, [indices, updates]) => ({
      tensor: () => {
        const written = tf.scatterND(indices!, tf.onesLike(updates!), (dy as Tfjs.Tensor).shape as [number]);
        return tf.mul(dy as Tfjs.Tensor, tf.sub(1, written));
      },
      indices: none(indices!),
      updates: () => tf.gatherND(dy as Tfjs.Tensor, indices!),
    }),
  });
}
