// Operations that reorder the numbers along axes: reversal, steps, mirroring, and blocks of an image moved to other
// axes.
import { sizeOf } from '../../../foundation/nd-array.js';
import { mirroredPlaces } from '../../mirrored-places.js';
import { stridedSliceInfo } from '../../strided-slice.js';
import { tf } from '../../tfjs.js';
import { defineKernel, recordKernel } from '../backend.js';
import { appendOne, constant, integers, plainName, type RecordedValue } from '../recording.js';
import { reshaped } from './shape.js';

defineKernel('Reverse', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const axes = tf.util.parseAxisParam(attributes.dims as number[], [...x.shape]);
  if (axes.length === 0) return x;
  const bounds = [
    axes.map(() => -1),
    // One before the first element, counted from the end.
    axes.map((axis) => -x.shape[axis]! - 1),
    axes,
    axes.map(() => -1),
  ].map((values) => integers(recording, values));
  const name = appendOne(recording, 'Slice', [plainName(recording, x), ...bounds]);
  return { shape: x.shape, type: x.type, plain: name };
});

defineKernel('StridedSlice', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const { begin, end, strides, finalShapeSparse, finalShape, isIdentity } = stridedSliceInfo(tf, x.shape, attributes);
  if (isIdentity) return reshaped(recording, x, finalShape);
  if (sizeOf(finalShape) === 0) return { shape: finalShape, type: x.type, uniform: 0 };
  // An end of -1 lies before the first element here, but means the last one in ONNX.
  const stops = end.map((stop, axis) => (strides[axis]! < 0 && stop < 0 ? -x.shape[axis]! - 1 : stop));
  const axes = x.shape.map((_, axis) => axis);
  const bounds = [begin, stops, axes, strides].map((values) => integers(recording, values));
  const name = appendOne(recording, 'Slice', [plainName(recording, x), ...bounds]);
  return reshaped(recording, { shape: finalShapeSparse, type: x.type, plain: name }, finalShape);
});

defineKernel('MirrorPad', ({ recording, inputs, attributes }) => {
  const { paddings, mode } = attributes as unknown as tf.MirrorPadAttrs;
  let value = inputs.x!;
  for (const [axis, [before, after]] of paddings.entries()) {
    if (before === 0 && after === 0) continue;
    const places = mirroredPlaces(value.shape[axis]!, [before, after], mode);
    const indices = constant(recording, places, [places.length], 'int32');
    value = recordKernel(recording, 'GatherV2', { x: value, indices }, { axis });
  }
  return value;
});

defineKernel('DepthToSpace', ({ recording, inputs, attributes }) => {
  const { blockSize, dataFormat } = attributes as unknown as tf.DepthToSpaceAttrs;
  if (dataFormat !== 'NHWC') throw new Error(`depthToSpace: got the data format ${dataFormat}, expected NHWC`);
  const x = inputs.x!;
  const [batch, height, width, depth] = x.shape as [number, number, number, number];
  const channels = depth / blockSize ** 2;
  const blocks = reshaped(recording, x, [batch, height, width, blockSize, blockSize, channels]);
  const moved = recordKernel(recording, 'Transpose', { x: blocks }, { perm: [0, 1, 3, 2, 4, 5] });
  return reshaped(recording, moved, [batch, height * blockSize, width * blockSize, channels]);
});

defineKernel('BatchToSpaceND', ({ recording, inputs, attributes }) => {
  const { blockShape, crops } = attributes as unknown as tf.BatchToSpaceNDAttrs;
  const { getReshaped, getPermuted, getReshapedPermuted, getSliceBeginCoords, getSliceSize } = tf.backend_util;
  const x = inputs.x!;
  const size = sizeOf(blockShape);
  const lengths = getReshaped([...x.shape], blockShape, size);
  const perm = getPermuted(lengths.length, blockShape.length);
  const merged = getReshapedPermuted([...x.shape], blockShape, size);
  const begin = getSliceBeginCoords(crops, blockShape.length);
  const kept = getSliceSize(merged, crops, blockShape.length);
  const blocks = recordKernel(recording, 'Transpose', { x: reshaped(recording, x, lengths) }, { perm });
  return recordKernel(recording, 'Slice', { x: reshaped(recording, blocks, merged) }, { begin, size: kept });
});

defineKernel('SpaceToBatchND', ({ recording, inputs, attributes }): RecordedValue => {
  const { blockShape, paddings } = attributes as unknown as tf.SpaceToBatchNDAttrs;
  const { getReshaped, getPermuted, getReshapedPermuted } = tf.backend_util;
  const x = inputs.x!;
  const size = sizeOf(blockShape);
  const untouched = x.shape.slice(1 + blockShape.length).map(() => [0, 0]);
  const complete = [[0, 0], ...paddings, ...untouched];
  const padded = recordKernel(recording, 'PadV2', { x }, { paddings: complete, constantValue: 0 });
  const lengths = getReshaped([...padded.shape], blockShape, size, false);
  const perm = getPermuted(lengths.length, blockShape.length, false);
  const merged = getReshapedPermuted([...padded.shape], blockShape, size, false);
  const blocks = recordKernel(recording, 'Transpose', { x: reshaped(recording, padded, lengths) }, { perm });
  return reshaped(recording, blocks, merged);
});
