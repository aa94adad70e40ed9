// Which elements a strided slice takes, from TensorFlow.js's attributes: for its kernel and for its gradient.
import type * as Tfjs from '@tensorflow/tfjs-core';

/** Begin, end and stride along each axis of `shape`, masks worked in. */
export function stridedSliceInfo(tf: typeof Tfjs, shape: readonly number[], attributes: unknown) {
  const given = attributes as Tfjs.StridedSliceAttrs;
  return tf.slice_util.sliceInfo(
    [...shape],
    given.begin,
    given.end,
    given.strides,
    given.beginMask,
    given.endMask,
    given.ellipsisMask,
    given.newAxisMask,
    given.shrinkAxisMask,
  );
}
