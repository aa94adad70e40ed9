// The gradient of a cumulative product. TensorFlow.js has none, without which tf.prod cannot be differentiated twice.
import type * as Tfjs from '@tensorflow/tfjs-core';

export function registerCumulativeProductGradient(tf: typeof Tfjs): void {
  tf.registerGradient({
    kernelName: 'Cumprod',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => {
      const { axis, exclusive, reverse } = attributes as unknown as Tfjs.CumprodAttrs;
      return { x: () => productGradient(tf, dy as Tfjs.Tensor, x!, axis, exclusive, reverse) };
    },
  });
}

/**
 * Without division, so that factors may be zero: row i of a square holds all products with factor i left out, and
 * element j of it counts where product j contains factor i. Takes n^2 numbers for each axis of n.
 */
function productGradient(
  tf: typeof Tfjs,
  dy: Tfjs.Tensor,
  x: Tfjs.Tensor,
  axis: number,
  exclusive: boolean,
  reverse: boolean,
): Tfjs.Tensor {
  const last = x.rank - 1;
  const length = x.shape[axis]!;
  const order = x.shape.map((_, index) => index).filter((index) => index !== axis);
  const perm = [...order, axis];
  const back = perm.map((_, index) => perm.indexOf(index));
  const rows = tf.expandDims(tf.transpose(x, perm), last);
  const omitted = tf.eye(length);
  const factors = tf.add(tf.mul(rows, tf.sub(1, omitted)), omitted);
  const products = tf.cumprod(factors, x.rank, exclusive, reverse);
  const contains = new Float32Array(length * length);
  for (let factor = 0; factor < length; factor++) {
    for (let product = 0; product < length; product++) {
      const distance = reverse ? factor - product : product - factor;
      contains[factor * length + product] = distance > 0 || (distance === 0 && !exclusive) ? 1 : 0;
    }
  }
  const slopes = tf.expandDims(tf.transpose(dy, perm), last);
  const terms = tf.mul(tf.mul(products, tf.tensor2d(contains, [length, length])), slopes);
  return tf.transpose(tf.sum(terms, x.rank), back);
}
