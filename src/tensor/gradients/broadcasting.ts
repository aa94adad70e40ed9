// Gradients of functions of two tensors that broadcast against each other. For most of these, TensorFlow.js
// does not sum over the axes along which a tensor was repeated; and it differentiates a power by its exponent only
// where that is not needed.
import type * as Tfjs from '@tensorflow/tfjs-core';

type Tensor = Tfjs.Tensor;
type Derivative = (a: Tensor, b: Tensor) => Tensor;

export function registerBroadcastingGradients(tf: typeof Tfjs): void {
  const number = (condition: Tensor): Tensor => tf.cast(condition, 'float32');
  const derivatives: Record<string, Record<string, Derivative>> = {
    Maximum: { a: (a, b) => number(tf.greaterEqual(a, b)), b: (a, b) => number(tf.less(a, b)) },
    Minimum: { a: (a, b) => number(tf.lessEqual(a, b)), b: (a, b) => number(tf.greater(a, b)) },
    SquaredDifference: { a: (a, b) => tf.mul(2, tf.sub(a, b)), b: (a, b) => tf.mul(2, tf.sub(b, a)) },
    Prelu: {
      x: (x, alpha) => tf.where(tf.greater(x, 0), tf.onesLike(x), alpha),
      alpha: (x) => tf.minimum(x, 0),
    },
    Pow: {
      // A constant has no slope at zero either, where x^-1 would make it 0 times infinity.
      a: (a, b) => tf.mul(b, tf.pow(a, tf.where(tf.equal(b, 0), tf.zerosLike(b), tf.sub(b, 1)))),
      b: (a, b) => tf.mul(tf.pow(a, b), tf.log(tf.where(tf.greater(a, 0), a, tf.onesLike(a)))),
    },
  };
  for (const [kernelName, byInput] of Object.entries(derivatives)) {
    tf.registerGradient({
      kernelName,
      inputsToSave: Object.keys(byInput),
      gradFunc: (dy, saved) => {
        const [a, b] = saved.map((input) => tf.cast(input, 'float32')) as [Tensor, Tensor];
        const gradients = Object.entries(byInput).map(([name, derivative], position) => {
          const gradient = () => summedTo(tf, tf.mul(dy as Tensor, derivative(a, b)), saved[position]!.shape);
          return [name, gradient] as const;
        });
        return Object.fromEntries(gradients);
      },
    });
  }
}

/** The sums over the axes along which an array of `shape` was repeated to become one of the shape of `x`. */
export function summedTo(tf: typeof Tfjs, x: Tensor, shape: readonly number[]): Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], x.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(x, axes) : x, [...shape]);
}
