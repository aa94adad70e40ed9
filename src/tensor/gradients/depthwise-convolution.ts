// The two gradients of a depthwise convolution, differentiated again: all three are bilinear in two of input, filter
// and output gradient. TensorFlow.js has no gradients for them.
import type * as Tfjs from '@tensorflow/tfjs-core';

export function registerDepthwiseConvolutionGradients(tf: typeof Tfjs): void {
  const forward = (x: Tfjs.Tensor, filter: Tfjs.Tensor, attributes: Tfjs.NamedAttrMap): Tfjs.Tensor =>
    tf.engine().runKernel('DepthwiseConv2dNative', { x, filter }, attributes);

  tf.registerGradient({
    kernelName: 'DepthwiseConv2dNativeBackpropInput',
    inputsToSave: ['dy', 'filter'],
    gradFunc: (slope, [dy, filter], attributes) => ({
      dy: () => forward(slope as Tfjs.Tensor, filter!, attributes),
      filter: () =>
        tf
          .engine()
          .runKernel(
            'DepthwiseConv2dNativeBackpropFilter',
            { x: slope as Tfjs.Tensor, dy: dy! },
            { ...attributes, filterShape: filter!.shape },
          ),
    }),
  });

  tf.registerGradient({
    kernelName: 'DepthwiseConv2dNativeBackpropFilter',
    inputsToSave: ['x', 'dy'],
    gradFunc: (slope, [x, dy], attributes) => ({
      x: () =>
        tf
          .engine()
          .runKernel(
            'DepthwiseConv2dNativeBackpropInput',
            { dy: dy!, filter: slope as Tfjs.Tensor },
            { ...attributes, inputShape: x!.shape },
          ),
      dy: () => forward(x!, slope as Tfjs.Tensor, attributes),
    }),
  });
}
