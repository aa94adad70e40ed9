// The gradient of a convolution by its filter. It is a convolution of the input by the output gradient, with batch and
// channels exchanged and stride and dilation exchanged. ONNX Runtime computes it as a matrix product of (out) x (pixels
// of the batch) by (pixels of the batch) x (offsets in the filter); how fast depends on the shape, and so one of two
// arrangements is taken. Times for both, and for what did not pay, are in
// docs/decisions/0012-filter-gradients-by-channels.md.
import { defineKernel } from '../backend.js';
import { appendOne, channelsFirstName, integers, type RecordedValue, type Recording } from '../recording.js';
import { type ConvolutionInfo, convolutionInfo } from './convolution-info.js';

/** From this number of input channels on, stacking saves more than its copies cost. */
const MANY_CHANNELS = 16;
/** Maximum number of parts of the batch that are computed in parallel. */
const GROUPS_OF_ONE_CHANNEL = 4;
const GROUPS_OF_MANY_CHANNELS = 2;

defineKernel('Conv2DBackpropFilter', ({ recording, inputs, attributes }) => {
  const { x, dy } = inputs as Record<'x' | 'dy', RecordedValue>;
  const filterShape = attributes.filterShape as number[];
  // ONNX Runtime hangs on a convolution without channels, which an empty batch would be here.
  if (x.shape[0] === 0) return { shape: filterShape, type: 'float32', uniform: 0 };
  const info = convolutionInfo(x.shape, filterShape, attributes);
  const name = info.inChannels >= MANY_CHANNELS ? stacked(recording, info, x, dy) : exchanged(recording, info, x, dy);
  return { shape: filterShape, type: 'float32', plain: name };
});

/**
 * Each input channel is an image of its own, whose channels are the samples of the batch. A single one would leave all
 * threads but one idle, so its samples are divided into groups.
 */
function exchanged(recording: Recording, info: ConvolutionInfo, x: RecordedValue, dy: RecordedValue): string {
  const { top, left, bottom, right } = info.padInfo;
  const groups = info.inChannels === 1 ? groupsOf(info.batchSize, GROUPS_OF_ONE_CHANNEL) : 1;
  const images = appendOne(recording, 'Transpose', [channelsFirstName(recording, x)], { perm: [1, 0, 2, 3] });
  const gradient = appendOne(recording, 'Conv', [images, slopeFilter(recording, info, dy, groups)], {
    kernel_shape: [info.outHeight, info.outWidth],
    strides: [info.dilationHeight, info.dilationWidth],
    dilations: [info.strideHeight, info.strideWidth],
    pads: [top, left, bottom, right],
    group: groups,
  });
  // (in, groups, out, height, width); where the window does not divide the input there are rows too many.
  const whole = cut(recording, gradient, [2, 3], [info.filterHeight, info.filterWidth]);
  const parts = reshaped(recording, whole, [
    info.inChannels,
    groups,
    info.outChannels,
    info.filterHeight,
    info.filterWidth,
  ]);
  const sum = appendOne(recording, 'ReduceSum', [parts, integers(recording, [1])], { keepdims: 0 });
  return appendOne(recording, 'Transpose', [sum], { perm: [2, 3, 0, 1] });
}

/**
 * All input channels of a sample, stacked, are one high image; a step of one channel's height goes from one to the
 * next. Each row of the filter is a convolution of its own. So the matrix product gets (in) times as many columns.
 */
function stacked(recording: Recording, info: ConvolutionInfo, x: RecordedValue, dy: RecordedValue): string {
  const { top, left, right } = info.padInfo;
  const { batchSize, inChannels, outChannels, filterHeight, filterWidth, dilationHeight } = info;
  const groups = groupsOf(batchSize, GROUPS_OF_MANY_CHANNELS);
  const reach = (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight;
  const height = Math.max(info.inHeight + top + info.padInfo.bottom, reach);
  const padded = appendOne(recording, 'Pad', [
    channelsFirstName(recording, x),
    integers(recording, [0, 0, top, 0, 0, 0, height - info.inHeight - top, 0]),
  ]);
  const image = reshaped(recording, padded, [1, batchSize, inChannels * height, info.inWidth]);
  const filter = slopeFilter(recording, info, dy, groups);
  const rows = Array.from({ length: filterHeight }, (_, row) => {
    const from = row * dilationHeight;
    const shifted = from === 0 ? image : cut(recording, image, [2], [inChannels * height], [from]);
    return appendOne(recording, 'Conv', [shifted, filter], {
      kernel_shape: [info.outHeight, info.outWidth],
      strides: [height, info.dilationWidth],
      dilations: [info.strideHeight, info.strideWidth],
      pads: [0, left, 0, right],
      group: groups,
    });
  });
  const together = rows.length === 1 ? rows[0]! : appendOne(recording, 'Concat', rows, { axis: 0 });
  const whole = cut(recording, together, [3], [filterWidth]);
  const parts = reshaped(recording, whole, [filterHeight, groups, outChannels, inChannels, filterWidth]);
  const sum = appendOne(recording, 'ReduceSum', [parts, integers(recording, [1])], { keepdims: 0 });
  // (height, out, in, width) to (height, width, in, out).
  return appendOne(recording, 'Transpose', [sum], { perm: [0, 3, 2, 1] });
}

/** The output gradient as a filter: (groups x out, samples of a group, height, width). */
function slopeFilter(recording: Recording, info: ConvolutionInfo, dy: RecordedValue, groups: number): string {
  const { batchSize, outChannels, outHeight, outWidth } = info;
  const slopes = channelsFirstName(recording, dy);
  const samples = batchSize / groups;
  const divided = reshaped(recording, slopes, [groups, samples, outChannels, outHeight, outWidth]);
  const exchanged = appendOne(recording, 'Transpose', [divided], { perm: [0, 2, 1, 3, 4] });
  return reshaped(recording, exchanged, [groups * outChannels, samples, outHeight, outWidth]);
}

/** The largest of `most`, its half, ... that divides the batch. */
function groupsOf(batch: number, most: number): number {
  return batch % most === 0 ? most : groupsOf(batch, most / 2);
}

function reshaped(recording: Recording, name: string, shape: readonly number[]): string {
  return appendOne(recording, 'Reshape', [name, integers(recording, shape)]);
}

function cut(
  recording: Recording,
  name: string,
  axes: readonly number[],
  ends: readonly number[],
  starts: readonly number[] = axes.map(() => 0),
): string {
  return appendOne(recording, 'Slice', [name, ...[starts, ends, axes].map((values) => integers(recording, values))]);
}
