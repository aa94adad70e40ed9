// The gradient of a dilated convolution, which TensorFlow.js refuses: it is that of the convolution by the filter with
// zeros between its elements.
import type * as Tfjs from '@tensorflow/tfjs-core';

export function registerConvolutionGradients(tf: typeof Tfjs): void {
  const original = tf.getGradient('Conv2D');
  tf.registerGradient({
    ...original,
    gradFunc: (dy, saved, attributes) => {
      const { strides, pad, dilations, dataFormat, dimRoundingMode } = attributes as unknown as Tfjs.Conv2DAttrs;
      const [down, across] = typeof dilations === 'number' ? [dilations, dilations] : dilations;
      if (down === 1 && across === 1) return original.gradFunc(dy, saved, attributes);
      const [x, filter] = saved as [Tfjs.Tensor4D, Tfjs.Tensor4D];
      const spread = dilated(tf, filter, down, across);
      const convolution = original.gradFunc(dy, [x, spread], {
        strides,
        pad,
        dataFormat,
        dimRoundingMode: dimRoundingMode as string,
        dilations: [1, 1],
      } as Tfjs.NamedAttrMap);
      return {
        x: convolution.x!,
        filter: () => {
          const slope = convolution.filter!();
          return tf.stridedSlice(slope, [0, 0, 0, 0], slope.shape, [down, across, 1, 1]);
        },
      };
    },
  });
}

/** The filter with `down - 1` zero rows and `across - 1` zero columns between its own. */
function dilated(tf: typeof Tfjs, filter: Tfjs.Tensor4D, down: number, across: number): Tfjs.Tensor {
  const [height, width, channels, outputs] = filter.shape;
  const cells = tf.reshape(filter, [height, 1, width, 1, channels, outputs]);
  const padded = tf.pad(cells, [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, across - 1],
    [0, 0],
    [0, 0],
  ]);
  const image = tf.reshape(padded, [height * down, width * across, channels, outputs]);
  return tf.slice(image, 0, [(height - 1) * down + 1, (width - 1) * across + 1, channels, outputs]);
}
