// The one import of TensorFlow.js: its core, its plain backend, and the gradients of its operations, with those that
// can be differentiated again in place of the originals.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '#tfjs-gradients';
import { registerDifferentiableGradients } from './differentiable-gradients.js';
import { replaceSoftmaxCrossEntropy } from './gradients/cross-entropy.js';
import { registerMissingGradients } from './gradients/index.js';
import { orderTape } from './tape-order.js';

tf.enableProdMode();
registerGradients();
replaceSoftmaxCrossEntropy(tf);
orderTape(tf);

/** Registers our gradients, again after a package that registers the originals over them was imported. */
export function registerGradients(): void {
  registerDifferentiableGradients(tf);
  registerMissingGradients(tf);
}

export { tf };
