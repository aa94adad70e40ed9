// Gradients of operations that reorder numbers. TensorFlow.js has none for strided slices, diagonals and depthToSpace,
// fails on parts of which there is one, and leaves out of mirrorPad's what the mirrored parts contribute.
import type * as Tfjs from '@tensorflow/tfjs-core';
import { mirroredPlaces } from '../mirrored-places.js';
import { stridedSliceInfo } from '../strided-slice.js';

export function registerRearrangementGradients(tf: typeof Tfjs): void {
  registerPartGradients(tf);

  tf.registerGradient({
    kernelName: 'StridedSlice',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({ x: () => stridedGradient(tf, dy as Tfjs.Tensor, x!.shape, attributes) }),
  });

  tf.registerGradient({
    kernelName: 'MirrorPad',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({
      x: () => {
        const { paddings, mode } = attributes as unknown as Tfjs.MirrorPadAttrs;
        let slope = dy as Tfjs.Tensor;
        for (const [axis, [before, after]] of paddings.entries()) {
          if (before === 0 && after === 0) continue;
          const length = x!.shape[axis]!;
          slope = addedAlong(tf, slope, axis, mirroredPlaces(length, [before, after], mode), length);
        }
        return slope;
      },
    }),
  });

  tf.registerGradient({
    kernelName: 'Diag',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({
      x: () => {
        const matrix = tf.reshape(dy as Tfjs.Tensor, [x!.size, x!.size]);
        return tf.reshape(tf.sum(tf.mul(matrix, tf.eye(x!.size)), 1), x!.shape);
      },
    }),
  });

  tf.registerGradient({
    kernelName: 'DepthToSpace',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({
      x: () => {
        const { blockSize } = attributes as unknown as Tfjs.DepthToSpaceAttrs;
        const [batch, height, width, depth] = x!.shape as [number, number, number, number];
        const channels = depth / blockSize ** 2;
        const blocks = tf.reshape(dy as Tfjs.Tensor, [batch, height, blockSize, width, blockSize, channels]);
        return tf.reshape(tf.transpose(blocks, [0, 1, 3, 2, 4, 5]), x!.shape);
      },
    }),
  });
}

/**
 * Where there is one part only, TensorFlow.js passes its gradient alone, and its own gradient functions stumble over
 * that.
 */
function registerPartGradients(tf: typeof Tfjs): void {
  const parts = (dy: Tfjs.Tensor | Tfjs.Tensor[]): Tfjs.Tensor[] => (Array.isArray(dy) ? dy : [dy]);

  tf.registerGradient({
    kernelName: 'Unpack',
    gradFunc: (dy, _, attributes) => ({ value: () => tf.stack(parts(dy), attributes.axis as number) }),
  });
  tf.registerGradient({
    kernelName: 'SplitV',
    gradFunc: (dy, _, attributes) => ({ x: () => tf.concat(parts(dy), attributes.axis as number) }),
  });
}

/** The array of the given length along an axis to which each slice of `x` is added at its place. */
function addedAlong(tf: typeof Tfjs, x: Tfjs.Tensor, axis: number, places: Int32Array, length: number): Tfjs.Tensor {
  const others = x.shape.map((_, index) => index).filter((index) => index !== axis);
  const front = tf.transpose(x, [axis, ...others]);
  const sums = tf.unsortedSegmentSum(front, tf.tensor1d(places, 'int32'), length);
  // The axes in front move one to the left, back to where they were.
  const back = x.shape.map((_, index) => (index === axis ? 0 : index < axis ? index + 1 : index));
  return tf.transpose(sums, back);
}

function stridedGradient(
  tf: typeof Tfjs,
  dy: Tfjs.Tensor,
  shape: number[],
  attributes: Tfjs.NamedAttrMap,
): Tfjs.Tensor {
  const { begin, end, strides } = stridedSliceInfo(tf, shape, attributes);
  const counts = shape.map((_, axis) => Math.max(0, Math.ceil((end[axis]! - begin[axis]!) / strides[axis]!)));
  let slope = tf.reshape(dy, counts);
  for (const [axis, length] of shape.entries()) {
    const count = counts[axis]!;
    if (count === length && strides[axis] === 1) continue;
    const places = Int32Array.from({ length: count }, (_, index) => begin[axis]! + index * strides[axis]!);
    slope = addedAlong(tf, slope, axis, places, length);
  }
  return slope;
}
