// The one import of TensorFlow.js: the union package, so that all gradients are registered; its banner silenced.
import * as tf from '@tensorflow/tfjs';
import { registerDifferentiableGradients } from './differentiable-gradients.js';

tf.enableProdMode();
registerDifferentiableGradients(tf);

export { tf };
