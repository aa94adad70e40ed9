// Gradients that can themselves be differentiated, any number of times, in place of those that TensorFlow.js registers
// (tfjs issue 3252). The ones in this file recompute from the input what TensorFlow.js saves or has special kernels
// for; in a recorded graph, common-subexpression elimination makes that free.
import type * as Tfjs from '@tensorflow/tfjs-core';
import { registerAccumulationGradients } from './gradients/accumulation.js';
import { registerBroadcastingGradients } from './gradients/broadcasting.js';
import { registerPiecewiseConstantGradients } from './gradients/piecewise-constant.js';

type Tensor = Tfjs.Tensor;

/** Registers the corrected gradients, in place of the original ones. */
export function registerDifferentiableGradients(tf: typeof Tfjs): void {
  const { SELU_SCALE, SELU_SCALEALPHA } = tf.backend_util;
  const derivatives: Record<string, (x: Tensor) => Tensor> = {
    Exp: (x) => tf.exp(x),
    Tanh: (x) => tf.sub(1, tf.square(tf.tanh(x))),
    Sigmoid: (x) => tf.mul(tf.sigmoid(x), tf.sub(1, tf.sigmoid(x))),
    // exp(min(x, 0)) is 1 on the right, so no branch is needed.
    Elu: (x) => tf.exp(tf.minimum(x, 0)),
    // On the left scale alpha exp(x), which is the output plus scale alpha; on the right the scale. Steps have a
    // gradient, comparisons none. The sum keeps its absolute accuracy (1e-7), not its relative one: a slope at -12 is
    // accurate to 0.4 %, at -15 (5e-7) to 10 %, below that not at all.
    Selu: (x) =>
      tf.add(tf.add(tf.minimum(tf.selu(x), 0), tf.mul(tf.step(x), SELU_SCALE - SELU_SCALEALPHA)), SELU_SCALEALPHA),
  };
  for (const [kernelName, derivative] of Object.entries(derivatives)) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ['x'],
      gradFunc: (dy, saved) => ({ x: () => tf.mul(dy as Tensor, derivative(saved[0]!)) }),
    });
  }
  registerFilterGradient(tf);
  registerPiecewiseConstantGradients(tf);
  registerBroadcastingGradients(tf);
  registerAccumulationGradients(tf);
  registerMaximumGradient(tf);
}

/** The filter gradient is bilinear in the input and the output gradient; TensorFlow.js registers no gradient for it. */
function registerFilterGradient(tf: typeof Tfjs): void {
  tf.registerGradient({
    kernelName: 'Conv2DBackpropFilter',
    inputsToSave: ['x', 'dy'],
    gradFunc: (ddFilter, saved, attributes) => {
      const [x, dy] = saved as [Tfjs.Tensor4D, Tfjs.Tensor4D];
      const { strides, pad, dataFormat, dimRoundingMode } = attributes as unknown as Tfjs.Conv2DBackpropFilterAttrs;
      const filter = ddFilter as Tfjs.Tensor4D;
      const stridePair = strides as [number, number];
      return {
        x: () => tf.conv2dTranspose(dy, filter, x.shape, stridePair, pad as 'same' | 'valid', dimRoundingMode),
        dy: () => tf.conv2d(x, filter, stridePair, pad as 'same' | 'valid', dataFormat, 1, dimRoundingMode),
      };
    },
  });
}

/** TensorFlow.js has a gradient for pooled maxima alone, none for maxima that come with their places. */
function registerMaximumGradient(tf: typeof Tfjs): void {
  tf.registerGradient({
    kernelName: 'MaxPoolWithArgmax',
    inputsToSave: ['x'],
    outputsToSave: [true, false],
    gradFunc: (slopes, [input, output], attributes) => {
      const [dy] = slopes as Tensor[];
      const tensors = { dy, input, output } as Tfjs.NamedTensorMap;
      return { x: () => tf.engine().runKernel('MaxPoolGrad', tensors, { ...attributes }) as Tensor };
    },
  });
}
