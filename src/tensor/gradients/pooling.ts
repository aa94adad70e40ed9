// Gradients of pooling. TensorFlow.js's gradient of avgPool divides by the whole window at the image's edges too, where
// the forward operation divides by the part that lies inside; and it has no second gradients.
import type * as Tfjs from '@tensorflow/tfjs-core';

type Shape4D = [number, number, number, number];

export function registerPoolingGradients(tf: typeof Tfjs): void {
  tf.registerGradient({
    kernelName: 'AvgPool',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({ x: () => averageGradient(tf, dy as Tfjs.Tensor, x!, attributes) }),
  });

  // The largest values stay where they are when the output gradient varies, so that the gradient only gathers.
  tf.registerGradient({
    kernelName: 'MaxPoolGrad',
    inputsToSave: ['dy', 'input', 'output'],
    gradFunc: (slope, [, input, output], attributes) => {
      const { filterSize, strides, pad } = attributes as unknown as Tfjs.MaxPoolGradAttrs;
      return {
        dy: () => {
          const { indexes } = tf.maxPoolWithArgmax(input as Tfjs.Tensor4D, filterSize, strides, pad as 'same', true);
          return tf.gather(tf.reshape(slope as Tfjs.Tensor, [-1]), tf.cast(indexes!, 'int32'));
        },
        input: () => tf.zerosLike(input!),
        output: () => tf.zerosLike(output!),
      };
    },
  });
}

/** Each output gradient, divided by the size of its window inside the image, added to all pixels of that window. */
function averageGradient(tf: typeof Tfjs, dy: Tfjs.Tensor, x: Tfjs.Tensor, attributes: Tfjs.NamedAttrMap): Tfjs.Tensor {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as Tfjs.AvgPoolAttrs;
  const shape = x.shape as Shape4D;
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const heights = insideSizes(info.outHeight, info.strideHeight, info.filterHeight, info.padInfo.top, info.inHeight);
  const widths = insideSizes(info.outWidth, info.strideWidth, info.filterWidth, info.padInfo.left, info.inWidth);
  const shares = heights.flatMap((height) => widths.map((width) => 1 / (height * width)));
  const share = tf.tensor(Float32Array.from(shares), [1, info.outHeight, info.outWidth, 1]);
  const window = tf.ones([info.filterHeight, info.filterWidth, shape[3], 1]);
  return tf.engine().runKernel('DepthwiseConv2dNativeBackpropInput', { dy: tf.mul(dy, share), filter: window }, {
    strides,
    pad,
    dimRoundingMode,
    dilations: [1, 1],
    inputShape: shape,
  } as unknown as Tfjs.NamedAttrMap);
}

/** How many pixels of each window along an axis lie inside the image. */
function insideSizes(count: number, stride: number, window: number, before: number, length: number): number[] {
  return Array.from({ length: count }, (_, output) => {
    const start = output * stride - before;
    return Math.min(length, start + window) - Math.max(0, start);
  });
}
