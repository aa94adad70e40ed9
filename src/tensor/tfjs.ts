// The one import of TensorFlow.js: the union package, so that all gradients are registered; its banner silenced.
import * as tf from '@tensorflow/tfjs';
import { registerDifferentiableGradients } from './differentiable-gradients.js';
import { registerMissingGradients } from './gradients/index.js';

tf.enableProdMode();
registerDifferentiableGradients(tf);
registerMissingGradients(tf);

export { tf };
