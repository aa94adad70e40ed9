// Gradients that TensorFlow.js lacks or has wrong, registered for every engine. They are written in differentiable
// operations, so that derivatives of any order follow.
import type * as Tfjs from '@tensorflow/tfjs-core';
import { registerConvolutionGradients } from './convolution.js';
import { registerCumulativeProductGradient } from './cumulative-product.js';
import { registerDepthwiseConvolutionGradients } from './depthwise-convolution.js';
import { registerEinsumGradient } from './einsum.js';
import { registerGatherScatterGradients } from './gather-scatter.js';
import { registerPoolingGradients } from './pooling.js';
import { registerRearrangementGradients } from './rearrangement.js';
import { registerResizeGradients } from './resize.js';

export function registerMissingGradients(tf: typeof Tfjs): void {
  registerConvolutionGradients(tf);
  registerCumulativeProductGradient(tf);
  registerDepthwiseConvolutionGradients(tf);
  registerEinsumGradient(tf);
  registerGatherScatterGradients(tf);
  registerPoolingGradients(tf);
  registerRearrangementGradients(tf);
  registerResizeGradients(tf);
}
